using System.Globalization;
using Cairn.Cli;

// The same words and forms everywhere. Without ICU (InvariantGlobalization) letters would have no Unicode normal form, and --recipient
// compares names.
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

return await CairnCommand.RunAsync(args, new Terminal());
