using Cairn.Cli;

return await CairnCommand.RunAsync(args, new Terminal());
