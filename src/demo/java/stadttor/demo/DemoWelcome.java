package stadttor.demo;

/** What the demo says when it is ready. */
final class DemoWelcome {

    private DemoWelcome() {}

    static String text(DemoSettings settings) {
        return """

                Stadttor is ready: %s

                  Bauantrag digital   http://localhost:%d
                  Fördermittel        http://localhost:%d
                  Keycloak            http://localhost:%d  (admin / admin)
                  health              http://localhost:%d/actuator/health

                Who can sign in, everybody with the password demo:

                  Dresden     anna.richter, bernd.vogel *, carla.engel, dirk.admin, daniela.admin, otto.betrieb
                              (doris.gesperrt is disabled)
                  Magdeburg   eva.schulze, falk.brandt *, gisela.kunze, heiko.admin, hanna.admin, paul.revision
                  Leipzig     ines.lehmann, jan.petzold *, katrin.wolf, lars.admin, lena.admin, olga.betrieb

                  * with a one-time password (TOTP, secret JBSWY3DPEHPK3PXP)

                Ctrl-C stops everything; the data stays in %s.
                """.formatted(
                        settings.issuer(),
                        settings.port(DemoSettings.BAUANTRAG),
                        settings.port(DemoSettings.FOERDERMITTEL),
                        settings.port(DemoSettings.KEYCLOAK),
                        settings.port(DemoSettings.MANAGEMENT),
                        settings.data());
    }
}
