package stadttor.broken.web;

/** Its name does not say what it is. */
final class AddressHelper {}
