package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.application.Protocol;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.federation.State;
import de.stadttor.person.Person;
import de.stadttor.person.StaffMember;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import stadttor.bench.Benchmark;
import stadttor.bench.Rounds;

/** A simulation for a large city, with the rules' index and without. */
public final class SimulationBenchmark implements Benchmark {

    private static final String PROVIDER = "city";
    private static final int PEOPLE = 10_000;
    private static final int RULES = 1_000;
    private static final int CHANGED = 100;
    private static final int APPLICATIONS = 10;
    private static final int OFFICES = 40;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private final CelExpressions expressions = new CelExpressions();
    private final Scene scene = scene();

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public String description() {
        return "who gains and loses what, for 10,000 people and 1,000 rules";
    }

    @Override
    public int run(PrintStream out, PrintStream err, List<String> options) {
        if (!options.isEmpty()) {
            err.println("The simulation takes no options.");
            return 2;
        }
        List<StaffMember> people = people();
        List<Rule> before = rules();
        List<Rule> after = changed(before);
        Effect effect = simulate(people, before, after);
        int naive = naively(people, before, after);
        if (effect.rows().size() != naive) {
            throw new IllegalStateException(
                    "the two ways differ: " + effect.rows().size() + " and " + naive);
        }
        List<Duration> medians = Rounds.medians(
                3, 7, List.of(() -> simulate(people, before, after), () -> naively(people, before, after)));
        double ratio = (double) medians.getLast().toNanos() / medians.getFirst().toNanos();
        out.printf(
                Locale.ROOT,
                "simulation: %,d people, %,d rules for %d applications, %d of them changed; %,d changes found%n",
                PEOPLE,
                RULES,
                APPLICATIONS,
                CHANGED,
                naive);
        out.printf(
                Locale.ROOT,
                "  the simulation                     %,7d ms of CPU%n",
                medians.getFirst().toMillis());
        out.printf(
                Locale.ROOT,
                "  each rule tried for each person    %,7d ms of CPU, %.1f times as long%n",
                medians.getLast().toMillis(),
                ratio);
        return 0;
    }

    private Effect simulate(List<StaffMember> people, List<Rule> before, List<Rule> after) {
        Simulation simulation = new Simulation(expressions, scene, before, after);
        people.forEach(simulation::judge);
        return simulation.effect(null);
    }

    /** As one would write it first: every rule, for every person, on both sides. */
    private int naively(List<StaffMember> people, List<Rule> before, List<Rule> after) {
        int changes = 0;
        for (StaffMember member : people) {
            for (Application application : scene.applications().values()) {
                DecisionInputs inputs = DecisionInputs.of(
                        member.person(),
                        new Person.SignIn(Assurance.HIGH, Instant.EPOCH, List.of()),
                        application,
                        scene.provider(),
                        scene.releases().get(application.id()),
                        0,
                        TODAY);
                if (!roles(inputs, before).equals(roles(inputs, after))) {
                    changes++;
                }
            }
        }
        return changes;
    }

    private Set<String> roles(DecisionInputs inputs, List<Rule> rules) {
        Evaluation evaluation = new Evaluation(inputs, expressions);
        Set<String> roles = new TreeSet<>();
        for (Rule rule : rules) {
            if (rule.application().equals(inputs.application())
                    && rule.inForce(TODAY)
                    && evaluation.of(rule.when()) == Truth.TRUE) {
                roles.addAll(rule.grant());
            }
        }
        return roles;
    }

    private static Scene scene() {
        Provider provider = new Provider(
                PROVIDER,
                "City",
                "https://city.example",
                "stadttor",
                List.of(),
                true,
                List.of(new Municipality("14612000", "City")),
                null,
                Provider.Logout.HUB,
                new Provider.ClaimProfile("groups", "roles", "department", null),
                Map.of("low", Assurance.LOW),
                null);
        List<Application> applications = new ArrayList<>();
        List<Release> releases = new ArrayList<>();
        for (int i = 0; i < APPLICATIONS; i++) {
            applications.add(application("app-" + i));
            releases.add(new Release(PROVIDER, "app-" + i, Set.of(), null, null));
        }
        return Scene.of(provider, applications, releases, TODAY);
    }

    private static Application application(String id) {
        return new Application(
                id,
                Map.of("de", id),
                List.of(),
                Application.Type.WEB,
                List.of(),
                List.of(),
                null,
                Set.of("client_secret_basic"),
                Set.of("authorization_code"),
                Set.of("openid"),
                Application.Subject.PAIRWISE,
                true,
                "RS256",
                null,
                Set.of(),
                null,
                List.of(),
                List.of(
                        new Application.Role("read", Map.of(), false),
                        new Application.Role("write", Map.of(), false),
                        new Application.Role("approve", Map.of(), true)),
                new Application.Access(Set.of(State.DE_SN), Assurance.LOW),
                false,
                Protocol.PLAIN);
    }

    /** Offices with 25 sections each. */
    private static String group(Random random) {
        return "/Office " + random.nextInt(OFFICES) + "/Section " + random.nextInt(25);
    }

    private static List<StaffMember> people() {
        Random random = new Random(1);
        List<StaffMember> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Set<String> groups = new HashSet<>();
            for (int g = 0; g < 4; g++) {
                groups.add(group(random));
            }
            people.add(new StaffMember(
                    "subject-" + i,
                    new Person(
                            new UUID(1, i),
                            PROVIDER,
                            true,
                            groups,
                            true,
                            Set.of("role-" + random.nextInt(50)),
                            "Unit " + random.nextInt(100),
                            "14612000",
                            Map.of("name", "Person " + i),
                            null,
                            false,
                            Instant.EPOCH)));
        }
        return people;
    }

    private static List<Rule> rules() {
        Random random = new Random(2);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            Condition condition = switch (i % 20) {
                case 0 -> new Condition.GroupBelow("/Office " + random.nextInt(OFFICES));
                case 1 -> new Condition.Role("role-" + random.nextInt(50));
                case 2 ->
                    new Condition.All(List.of(
                            new Condition.Group(group(random)),
                            new Condition.Not(new Condition.OrgUnit("Unit " + random.nextInt(100)))));
                case 3 -> new Condition.Cel("org_unit.startsWith('Unit " + random.nextInt(100) + "')");
                default -> new Condition.Group(group(random));
            };
            String role = List.of("read", "write", "approve").get(random.nextInt(3));
            rules.add(new Rule(
                    "rule-" + i, PROVIDER, "app-" + i % APPLICATIONS, condition, Set.of(role), null, null, null));
        }
        return rules;
    }

    private static List<Rule> changed(List<Rule> rules) {
        Random random = new Random(3);
        List<Rule> changed = new ArrayList<>(rules);
        for (int i = 0; i < CHANGED; i++) {
            // every application has some of them
            int at = i * RULES / CHANGED + i % APPLICATIONS;
            Rule rule = rules.get(at);
            changed.set(
                    at,
                    new Rule(
                            rule.id(),
                            rule.provider(),
                            rule.application(),
                            new Condition.Group(group(random)),
                            rule.grant(),
                            null,
                            null,
                            null));
        }
        return changed;
    }
}
