package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Protocol.CertificateSubject;
import de.stadttor.testing.TestCertificates;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8705 section 2.1.2: one expected subject, in one place of the certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateSubjectTests {

    private X509Certificate certificate;

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        certificate = new TestCertificates(
                        folder,
                        "app.example",
                        "-1d",
                        30,
                        "dns:app.example,uri:https://app.example/id,ip:192.0.2.7,ip:2001:db8::7,email:app@app.example")
                .certificate();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SUBJECT_DN | CN=app.example,O=Test   | true
            SUBJECT_DN | cn=APP.Example, o=test  | true
            SUBJECT_DN | O=Test,CN=app.example   | false
            SUBJECT_DN | CN=app.example          | false
            SUBJECT_DN | CN=app.example,O=Test,C=DE | false
            SUBJECT_DN | app.example             | false
            SAN_DNS    | app.example             | true
            SAN_DNS    | APP.example             | true
            SAN_DNS    | example                 | false
            SAN_DNS    | https://app.example/id  | false
            SAN_URI    | https://app.example/id  | true
            SAN_URI    | https://app.example/ID  | false
            SAN_URI    | app.example             | false
            SAN_IP     | 192.0.2.7               | true
            SAN_IP     | 2001:db8:0:0::7         | true
            SAN_IP     | 192.0.2.8               | false
            SAN_IP     | app.example             | false
            SAN_EMAIL  | app@APP.example         | true
            SAN_EMAIL  | APP@app.example         | false
            SAN_EMAIL  | app.example             | false
            """)
    void countsWhereItIsExpectedAlone(CertificateSubject.Kind kind, String value, boolean matches) {
        assertThat(CertificateSubjects.matches(certificate, new CertificateSubject(kind, value)))
                .isEqualTo(matches);
    }
}
