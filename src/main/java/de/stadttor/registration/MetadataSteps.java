package de.stadttor.registration;

import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The policy of registration: what is asked goes through these steps in this order, and what none of them reads is ignored
 * (RFC 7591 section 2). The last one is the only one that calls anybody.
 */
@Component
class MetadataSteps {

    private final List<MetadataStep> steps;

    MetadataSteps(OutgoingCalls calls, Settings settings) {
        Targets targets = new Targets(calls, settings.demo());
        this.steps = List.of(
                new Flows(),
                new ReturnAddresses(),
                new Keys(targets),
                new Answers(),
                new Demands(),
                new Presentation(targets),
                new OwnAddresses(targets),
                new Sectors(targets, calls));
    }

    /**
     * @throws InvalidClientMetadata naming the first member that is wrong
     */
    Metadata registered(Fields asked) {
        Metadata registered = new Metadata();
        steps.forEach(step -> step.read(asked, registered));
        return registered;
    }
}
