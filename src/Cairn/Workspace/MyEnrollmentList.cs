namespace Cairn.Workspace;

/// <summary>What <c>MyEnrollmentCards.razor</c> shows: <c>new MyEnrollmentList((await visit.MyEnrollmentsAsync(size: 6)).Items)</c>.</summary>
public sealed class MyEnrollmentList
{
    internal MyEnrollmentList(IReadOnlyList<MyEnrollment> items) => Items = items;

    internal IReadOnlyList<MyEnrollment> Items { get; }
}
