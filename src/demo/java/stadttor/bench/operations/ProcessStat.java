package stadttor.bench.operations;

import java.time.Duration;
import java.util.List;

/**
 * A process or thread as Linux accounts for it, {@code /proc/PID/stat} (proc_pid_stat(5)).
 *
 * @param name of the program or thread, 15 bytes of it at most
 * @param parent the process that started it
 * @param cpu its own time and that of its children that have ended, in user mode and in the kernel
 */
record ProcessStat(long id, String name, long parent, Duration cpu) {

    /** Towards programs Linux counts in hundredths of a second on every architecture. */
    private static final long MILLIS_PER_TICK = 10;

    private static final int PARENT = 1;
    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    /** @throws IllegalArgumentException where it is no such line */
    static ProcessStat parse(String line) {
        // The program's name stands in parentheses and may itself hold spaces and parentheses.
        int open = line.indexOf(" (");
        int end = line.lastIndexOf(") ");
        if (open < 1 || end < open) {
            throw new IllegalArgumentException("no line of /proc/PID/stat: " + line);
        }
        List<String> fields = List.of(line.substring(end + 2).split(" ", -1));
        if (fields.size() <= CSTIME) {
            throw new IllegalArgumentException("no line of /proc/PID/stat: " + line);
        }
        long ticks = fields.subList(UTIME, CSTIME + 1).stream()
                .mapToLong(Long::parseLong)
                .sum();
        return new ProcessStat(
                Long.parseLong(line.substring(0, open)),
                line.substring(open + 2, end),
                Long.parseLong(fields.get(PARENT)),
                Duration.ofMillis(ticks * MILLIS_PER_TICK));
    }
}
