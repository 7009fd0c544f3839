package stadttor.bench.faults;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import stadttor.bench.faults.HubApi.Code;
import stadttor.bench.operations.Answer;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.UnexpectedAnswer;

/** Two who come with the same code or token at the same time, most often to two nodes. */
final class Rivals {

    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);

    private final HubApi hub;
    private final Ledger ledger;

    Rivals(HubApi hub, Ledger ledger) {
        this.hub = hub;
        this.ledger = ledger;
    }

    /** @param problem empty with a success */
    private record Reply(Optional<Answer> success, Optional<BenchProblem> problem) {

        /** Whether the hub said no, and not that it cannot. */
        boolean refused() {
            return problem.orElse(null) instanceof UnexpectedAnswer answer && HubApi.isRefusal(answer);
        }
    }

    /** The code is used up, and what it gave ends with the second use. */
    void redeem(Code code) {
        List<Reply> replies = atOnce(() -> hub.redeem(code));
        if (replies.stream().allMatch(reply -> reply.success().isPresent())) {
            ledger.doubled("a code was redeemed twice");
        }
        if (replies.stream().allMatch(Reply::refused)) {
            ledger.lost("a code was refused to both who redeemed it");
        }
        failIfAllFailed(replies);
    }

    /**
     * Both get the same successor, as after a lost answer.
     *
     * @return whether the family lives on
     */
    boolean refresh(Family family, Told told) {
        family.tries();
        List<Reply> replies = atOnce(() -> hub.refresh(family.refreshToken()));
        List<Answer> successes =
                replies.stream().flatMap(reply -> reply.success().stream()).toList();
        if (replies.stream().anyMatch(Reply::refused)) {
            if (family.isTooLate()) {
                ledger.forfeited();
            } else {
                ledger.lost("a refresh token was refused to one of two who used it at the same time");
            }
            return false;
        }
        failIfAllFailed(replies);
        if (successes.stream()
                        .map(answer -> answer.text("refresh_token"))
                        .distinct()
                        .count()
                > 1) {
            ledger.doubled("a refresh token was honoured twice, with two successors");
        }
        told.next(family, successes.getFirst());
        return true;
    }

    /** A token whose successor was used is worth nothing, and ends its family. */
    void replay(Code code) {
        String first = hub.redeem(code).text("refresh_token");
        String second = hub.refresh(first).text("refresh_token");
        String third = hub.refresh(second).text("refresh_token");
        Reply replay = reply(() -> hub.refresh(first));
        if (replay.success().isPresent()) {
            ledger.doubled("a refresh token was honoured after its successor had been used");
        }
        if (replay.refused() && reply(() -> hub.refresh(third)).success().isPresent()) {
            ledger.doubled("a refresh token was honoured after one of its family had been used twice");
        }
    }

    private static void failIfAllFailed(List<Reply> replies) {
        if (replies.stream().allMatch(reply -> reply.success().isEmpty() && !reply.refused())) {
            throw replies.getFirst().problem().orElseThrow();
        }
    }

    private static List<Reply> atOnce(Supplier<Answer> request) {
        CompletableFuture<Reply> other = CompletableFuture.supplyAsync(() -> reply(request), THREADS);
        Reply one = reply(request);
        return List.of(one, other.join());
    }

    private static Reply reply(Supplier<Answer> request) {
        try {
            return new Reply(Optional.of(request.get()), Optional.empty());
        } catch (BenchProblem e) {
            return new Reply(Optional.empty(), Optional.of(e));
        }
    }
}
