package de.stadttor.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/**
 * The certificate without which Java keeps no private key in a PKCS#11 module (RFC 5280 section 4.1). Nobody relies on
 * it: it says nothing but that the key is one of Stadttor's.
 */
final class SelfSigned {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xa0;
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };
    private static final byte[] SHA256_WITH_RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00
    };

    private SelfSigned() {}

    static Certificate certificate(KeyPair pair, Provider provider) throws GeneralSecurityException {
        boolean elliptic = pair.getPublic().getAlgorithm().equals("EC");
        byte[] algorithm = der(SEQUENCE, elliptic ? ECDSA_WITH_SHA256 : SHA256_WITH_RSA);
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, ascii("stadttor")))));
        byte[] toBeSigned = der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, new byte[] {1}),
                algorithm,
                name,
                // without an end: RFC 5280 section 4.1.2.5
                der(SEQUENCE, der(UTC_TIME, ascii("200101000000Z")), der(GENERALIZED_TIME, ascii("99991231235959Z"))),
                name,
                pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance(elliptic ? "SHA256withECDSA" : "SHA256withRSA", provider);
        signature.initSign(pair.getPrivate());
        signature.update(toBeSigned);
        byte[] signed = der(SEQUENCE, toBeSigned, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A value of X.690's distinguished encoding, shorter than 65,536 bytes. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (length >= 0x100) {
            value.write(0x82);
            value.write(length >> 8);
        } else if (length >= 0x80) {
            value.write(0x81);
        }
        value.write(length);
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }
}
