package stadttor.broken.session;

record TellsItsSecret(String id, String clientSecret) {}
