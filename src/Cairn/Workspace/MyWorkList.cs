namespace Cairn.Workspace;

/// <summary>What <c>MyWork.razor</c> shows: <c>new MyWorkList((await visit.MyWorkAsync(size: 6)).Items)</c>.</summary>
public sealed class MyWorkList
{
    internal MyWorkList(IReadOnlyList<MyWorkItem> items) => Items = items;

    internal IReadOnlyList<MyWorkItem> Items { get; }
}
