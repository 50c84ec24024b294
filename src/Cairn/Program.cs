using Cairn;

return await CairnApplication.RunAsync(args);
