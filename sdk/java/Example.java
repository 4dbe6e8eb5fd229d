import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import tillgate.Gate;
import tillgate.Sale;
import tillgate.TillGateException;

/** A register in small: plays a file of steps, one a line, "step TAB argument", and prints each answer. Example CONFIG STEPS */
public final class Example {
  private final Gate gate;
  private Sale sale;

  private Example(Gate gate) {
    this.gate = gate;
  }

  private String play(String step, String argument) {
    switch (step) {
      case "import": return gate.catalogueImport(argument);
      case "receive": return gate.stockReceive(argument);
      case "sync": return gate.sync();
      case "receipt": return gate.receipt(argument);
      case "begin": sale = gate.begin(argument); return sale.begun();
      case "identify": return sale.identify(argument);
      case "line": return sale.setLine(argument);
      case "remove_line": return sale.removeLine(Integer.parseInt(argument));
      case "move": return sale.moveLine(argument);
      case "quote": return sale.quote();
      case "scan": return sale.scan((argument + "\r").getBytes(UTF_8)); // as the scanner ends a code
      case "prescription": return sale.prescription(argument);
      case "review": return sale.review();
      case "learn": return sale.learn(argument);
      case "override": return sale.overrideFinding(argument);
      case "settle": return sale.settle();
      case "abandon": return sale.abandon(argument);
      case "refund": return sale.refund(argument);
      case "show": return sale.show();
      case "close": sale.close(); return "{}";
      default: throw new IllegalArgumentException("no such step: " + step);
    }
  }

  public static void main(String[] arguments) throws Exception {
    try (PrintStream output = new PrintStream(System.out, false, "UTF-8"); Gate gate = Gate.open(arguments[0])) {
      Example counter = new Example(gate);
      for (String line : new String(Files.readAllBytes(Paths.get(arguments[1])), UTF_8).split("\n")) {
        String[] parts = line.split("\t", 2);
        try {
          output.print(parts[0] + "\tOK\t" + counter.play(parts[0], parts.length > 1 ? parts[1] : "") + "\n");
        } catch (TillGateException error) {
          output.print(parts[0] + "\t" + error.name() + "\t" + error.zh() + " → " + error.nextZh() + "\n");
        }
      }
    }
  }
}
