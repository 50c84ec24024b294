// The assembly is Cairn.Platform, its namespaces begin with Cairn: the localizer must be told.
[assembly: Microsoft.Extensions.Localization.RootNamespace("Cairn")]
