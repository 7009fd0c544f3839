package stadttor.broken.unmarked;

/** Its package says neither what it may use nor that nothing in it is null. */
final class LiesInNoModule {}
