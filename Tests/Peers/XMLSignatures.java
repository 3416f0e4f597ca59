import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.RSAPSSParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * XML signatures with the classes of the Java platform, on which the national library stands as well.
 *
 * <p>{@code verify FILE…} writes a line a file: {@code valid}, {@code invalid}, or what went wrong. {@code sign FILE KEY
 * CERTIFICATE PARTY}, with a key in PKCS #8, writes a line for each way: a word, and the signed document in base64.
 */
final class XMLSignatures {
    private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("verify")) {
            for (int number = 1; number < arguments.length; number += 1) {
                String answer;
                try {
                    answer = verify(arguments[number]) ? "valid" : "invalid";
                } catch (Exception error) {
                    answer = "error " + error;
                }
                System.out.println(answer.lines().findFirst().orElse(""));
            }
        } else {
            sign(arguments[1], arguments[2], arguments[3], arguments[4]);
        }
    }

    private static Document read(String path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (FileInputStream stream = new FileInputStream(path)) {
            Document document = factory.newDocumentBuilder().parse(stream);
            markIdentifiers(document.getDocumentElement());
            return document;
        }
    }

    private static void markIdentifiers(Element element) {
        for (int number = 0; number < element.getAttributes().getLength(); number += 1) {
            Attr attribute = (Attr) element.getAttributes().item(number);
            if ("Id".equals(attribute.getLocalName())) {
                element.setIdAttributeNode(attribute, true);
            }
        }
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                markIdentifiers((Element) node);
            }
        }
    }

    /** Whether every signature of the file holds under the certificate that it names itself. */
    private static boolean verify(String path) throws Exception {
        NodeList signatures = read(path).getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        boolean holds = signatures.getLength() > 0;
        for (int number = 0; number < signatures.getLength(); number += 1) {
            DOMValidateContext context = new DOMValidateContext(new OwnCertificate(), signatures.item(number));
            holds &= FACTORY.unmarshalXMLSignature(context).validate(context);
        }
        return holds;
    }

    /** The key of the first certificate in the signature itself: paths are not what is tried here. */
    private static final class OwnCertificate extends KeySelector {
        @Override
        public KeySelectorResult select(KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            for (Object structure : info.getContent()) {
                if (structure instanceof X509Data) {
                    for (Object item : ((X509Data) structure).getContent()) {
                        if (item instanceof X509Certificate) {
                            Key key = ((X509Certificate) item).getPublicKey();
                            return () -> key;
                        }
                    }
                }
            }
            throw new IllegalArgumentException("no certificate");
        }
    }

    private static void sign(String path, String keyPath, String certificatePath, String party) throws Exception {
        String family = party.startsWith("P-") ? "EC" : "RSA";
        PrivateKey key =
                KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(keyPath))));
        X509Certificate certificate;
        try (FileInputStream stream = new FileInputStream(certificatePath)) {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
        }
        String c14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
        String exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
        String[] canonicalizations = {
            c14n, c14n + "#WithComments", "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2006/12/xml-c14n11#WithComments", exclusive, exclusive + "WithComments",
        };
        for (SignatureMethod method : methods(party)) {
            for (String canonicalization : canonicalizations) {
                for (String target : new String[] {"document", "part", "object"}) {
                    Document document = read(path);
                    sign(document, target, method, canonicalization, key, certificate);
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    var transformer = TransformerFactory.newInstance().newTransformer();
                    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
                    transformer.transform(new DOMSource(document), new StreamResult(output));
                    System.out.println(
                            method.getAlgorithm() + "|" + canonicalization + "|" + target + " "
                                    + Base64.getEncoder().encodeToString(output.toByteArray()));
                }
            }
        }
    }

    private static List<SignatureMethod> methods(String party) throws Exception {
        List<SignatureMethod> methods = new ArrayList<>();
        String more = "http://www.w3.org/2001/04/xmldsig-more#";
        for (String digest : new String[] {"224", "256", "384", "512"}) {
            if (party.startsWith("P-")) {
                methods.add(FACTORY.newSignatureMethod(more + "ecdsa-sha" + digest, null));
            } else if (party.equals("RSA-PSS")) {
                methods.add(
                        FACTORY.newSignatureMethod(
                                "http://www.w3.org/2007/05/xmldsig-more#sha" + digest + "-rsa-MGF1", null));
            } else {
                methods.add(FACTORY.newSignatureMethod(more + "rsa-sha" + digest, null));
            }
        }
        if (party.equals("RSA-PSS")) {
            PSSParameterSpec parameters = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
            methods.add(
                    FACTORY.newSignatureMethod(
                            "http://www.w3.org/2007/05/xmldsig-more#rsa-pss", new RSAPSSParameterSpec(parameters)));
        }
        return methods;
    }

    private static void sign(
            Document document,
            String target,
            SignatureMethod method,
            String canonicalization,
            PrivateKey key,
            X509Certificate certificate)
            throws Exception {
        List<Transform> transforms = new ArrayList<>();
        if (target.equals("document")) {
            transforms.add(FACTORY.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null));
        }
        transforms.add(FACTORY.newTransform(canonicalization, (TransformParameterSpec) null));
        List<XMLObject> objects = null;
        if (target.equals("object")) {
            Element content = document.createElementNS("urn:x", "x");
            // Canonicalisation sees only namespaces that are declared.
            content.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns", "urn:x");
            content.setTextContent("1");
            objects = List.of(FACTORY.newXMLObject(List.of(new DOMStructure(content)), "object", null, null));
        }
        Reference reference =
                FACTORY.newReference(
                        target.equals("document") ? "" : "#" + target,
                        FACTORY.newDigestMethod("http://www.w3.org/2001/04/xmlenc#sha256", null),
                        transforms,
                        null,
                        null);
        var signedInfo =
                FACTORY.newSignedInfo(
                        FACTORY.newCanonicalizationMethod(canonicalization, (C14NMethodParameterSpec) null),
                        method,
                        List.of(reference));
        KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
        KeyInfo info = keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate))));
        DOMSignContext context = new DOMSignContext(key, document.getDocumentElement());
        context.setDefaultNamespacePrefix("ds");
        FACTORY.newXMLSignature(signedInfo, info, objects, null, null).sign(context);
    }
}
