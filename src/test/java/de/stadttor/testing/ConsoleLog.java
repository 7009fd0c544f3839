package de.stadttor.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What this process logs to its console. Each application that starts here sets a threshold that holds for all of them,
 * also when it has ended: a test that looks at the log says what it needs. As an extension it lets everything through
 * while a test runs.
 */
public final class ConsoleLog implements BeforeEachCallback, AfterEachCallback {

    private final Map<Appender<ILoggingEvent>, List<Filter<ILoggingEvent>>> before = new HashMap<>();

    private void filter(List<Filter<ILoggingEvent>> filters) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> appender = all.next();
            before.put(appender, appender.getCopyOfAttachedFiltersList());
            appender.clearAllFilters();
            filters.forEach(appender::addFilter);
        }
    }

    private void putBack() {
        before.forEach((appender, filters) -> {
            appender.clearAllFilters();
            filters.forEach(appender::addFilter);
        });
        before.clear();
    }

    /** Keeps what others of this process log out of what is written to the console by {@code work}. */
    static void silentDuring(Runnable work) {
        ConsoleLog log = new ConsoleLog();
        log.filter(List.of(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                return FilterReply.DENY;
            }
        }));
        try {
            work.run();
        } finally {
            log.putBack();
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        filter(List.of());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        putBack();
    }
}
