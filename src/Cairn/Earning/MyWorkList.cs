namespace Cairn.Earning;

/// <summary>What <c>MyWork.razor</c> shows: <c>new MyWorkList(await db.MyWorkAsync(actor.PersonId, 6, stop))</c>.</summary>
public sealed class MyWorkList
{
    internal MyWorkList(IReadOnlyList<MyWorkItem> items) => Items = items;

    internal IReadOnlyList<MyWorkItem> Items { get; }
}
