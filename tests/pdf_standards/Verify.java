// veraPDF's validator over files: `java -cp JAR Verify.java PROFILE FILE...`, where PROFILE is PDFUA-1 or PDFA-3A.
//
// Prints `rules N`, then for each file `ok<TAB>FILE<TAB>checks made` or `fails<TAB>FILE<TAB>clause: message`, a line for each clause.
// The profile is read here and not by veraPDF's own reader: the jar comes without the library that needs.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Verify {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = arguments[0].equals("PDFUA-1") ? PDFAFlavour.PDFUA_1 : PDFAFlavour.PDFA_3_A;
        ValidationProfile profile;
        try (InputStream in = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + arguments[0] + ".xml")) {
            profile = profile(flavour, in);
        }
        System.out.println("rules " + profile.getRules().size());
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            try (InputStream in = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour)) {
                ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
                if (result.isCompliant()) {
                    System.out.println("ok\t" + file + "\t" + result.getTotalAssertions());
                    continue;
                }
                Set<String> why = new TreeSet<>();
                for (TestAssertion failed : result.getTestAssertions()) {
                    RuleId id = failed.getRuleId();
                    why.add(id.getClause() + "/" + id.getTestNumber() + ": " + failed.getMessage());
                }
                why.forEach(one -> System.out.println("fails\t" + file + "\t" + one));
            }
        }
    }

    static ValidationProfile profile(PDFAFlavour flavour, InputStream in) throws Exception {
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(xml.getElementsByTagName("rule"))) {
            Element id = all(rule.getElementsByTagName("id")).get(0);
            RuleId ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
            Element error = all(rule.getElementsByTagName("error")).get(0);
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                    text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(error, "message"), List.of()), List.of()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : all(xml.getElementsByTagName("variable"))) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(flavour.toString(), "", "veraPDF", new Date()), "", rules, variables);
    }

    static List<Element> all(NodeList nodes) {
        return java.util.stream.IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast).toList();
    }

    static String text(Element element, String name) {
        List<Element> found = all(element.getElementsByTagName(name));
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
