namespace Cairn.Foundation.Api;

/// <summary>One page of a list, and the address of the next; null on the last.</summary>
internal sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);
