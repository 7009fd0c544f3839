package de.stadttor.registration;

/** One concern of the metadata: reads its members, refuses what is wrong, and puts down what counts as registered. */
@FunctionalInterface
interface MetadataStep {

    /**
     * @param asked what the application sent
     * @param registered what the steps before have put down
     * @throws InvalidClientMetadata naming the member that is wrong
     */
    void read(Fields asked, Metadata registered);
}
