// A register in small: plays a file of steps, one a line, "step<TAB>argument", and prints each answer.
//   Example.exe CONFIG STEPS
using System;
using System.IO;
using System.Text;
using TillGate;

internal static class Example {
  private static Sale sale;

  private static string Play(Gate gate, string step, string argument) {
    switch (step) {
      case "import": return gate.CatalogueImport(argument);
      case "receive": return gate.StockReceive(argument);
      case "sync": return gate.Sync();
      case "receipt": return gate.Receipt(argument);
      case "begin": sale = gate.Begin(argument); return sale.Begun;
      case "identify": return sale.Identify(argument);
      case "line": return sale.SetLine(argument);
      case "remove_line": return sale.RemoveLine(int.Parse(argument));
      case "move": return sale.MoveLine(argument);
      case "quote": return sale.Quote();
      case "scan": return sale.Scan(Encoding.UTF8.GetBytes(argument + "\r"));  // as the scanner ends a code
      case "prescription": return sale.Prescription(argument);
      case "review": return sale.Review();
      case "learn": return sale.Learn(argument);
      case "override": return sale.OverrideFinding(argument);
      case "settle": return sale.Settle();
      case "abandon": return sale.Abandon(argument);
      case "refund": return sale.Refund(argument);
      case "show": return sale.Show();
      case "close": sale.Close(); return "{}";
      default: throw new ArgumentException("no such step: " + step);
    }
  }

  private static int Main(string[] arguments) {
    var utf8 = new UTF8Encoding(false);
    try {
      using (var output = new StreamWriter(Console.OpenStandardOutput(), utf8))
      using (var gate = new Gate(arguments[0])) {
        output.NewLine = "\n";
        foreach (string line in File.ReadAllText(arguments[1], utf8).Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries)) {
          string[] parts = line.Split(new[] { '\t' }, 2);
          try {
            output.WriteLine(parts[0] + "\tOK\t" + Play(gate, parts[0], parts.Length > 1 ? parts[1] : ""));
          } catch (TillGateException error) {
            output.WriteLine(parts[0] + "\t" + error.Name + "\t" + error.Zh + " → " + error.NextZh);
          }
        }
      }
      return 0;
    } catch (Exception error) {
      Console.Error.WriteLine(error.Message);
      return 1;
    }
  }
}
