namespace Cairn.Design.Frameworks;

/// <summary>
/// A competency framework of the district (CASE <c>CFDocument</c>): what authors pick alignments from. Its texts stay here.
/// </summary>
internal sealed class Framework : Owned<Framework>
{
    private Framework() { }

    private Framework(Actor actor, string title, DateTimeOffset now)
        : base(actor.DistrictId, now) => (Title, SortTitle) = (title, Searching.Fold(title));

    public const int LongestTitle = 200;

    public string Title { get; private set; } = "";

    /// <summary>The title folded; unique in the district, so that importing again replaces.</summary>
    public string SortTitle { get; private set; } = "";

    public string FileName { get; private set; } = "";
    public string FileSha256 { get; private set; } = "";
    public int Items { get; private set; }
    public Id<Person> ImportedById { get; private set; }
    public DateTimeOffset ImportedAt { get; private set; }
    public long Revision { get; private set; }

    /// <summary>Imports it, or replaces <paramref name="existing"/>.</summary>
    public static Outcome<Framework> Import(Framework? existing, Actor actor, string title, FrameworkFile file, DateTimeOffset now)
    {
        if (!MayImport(actor))
            return Refusal.Forbidden("design.framework-not-yours");
        if (existing?.IsInHandsOf(actor) is false)
            return Refusal.Forbidden("design.framework-of-somebody-else");
        if (string.IsNullOrWhiteSpace(title))
            return new Refusal("design.required", "title");
        if (title.Trim().Length > LongestTitle)
            return new Refusal("design.too-long", "title", LongestTitle, title.Trim().Length);

        var framework = existing ?? new Framework(actor, title.Trim(), now);
        (framework.Title, framework.FileName, framework.FileSha256, framework.Items) = (
            title.Trim(),
            file.Name,
            file.Sha256,
            file.Items.Count
        );
        (framework.ImportedById, framework.ImportedAt) = (actor.PersonId, now);
        framework.Revision++;
        return framework;
    }

    public Refusal? RefuseRemoval(Actor actor) =>
        !MayImport(actor) || !IsInHandsOf(actor) ? Refusal.Forbidden("design.framework-of-somebody-else") : null;

    public static bool MayImport(Actor actor) =>
        actor.Has(SchoolRole.Author) || actor.Has(SchoolRole.Leader) || actor.Has(SchoolRole.Operator);

    /// <summary>The person who imported it, and leaders: an author may not replace what another author brought.</summary>
    private bool IsInHandsOf(Actor actor) =>
        actor.PersonId == ImportedById || actor.Has(SchoolRole.Leader) || actor.Has(SchoolRole.Operator);
}

/// <summary>One standard or competency of a framework (CASE <c>CFItem</c>).</summary>
internal sealed class FrameworkItem : Owned<FrameworkItem>
{
    private FrameworkItem() { }

    public FrameworkItem(Framework framework, FrameworkRow row, int position, DateTimeOffset now)
        : base(framework.DistrictId, now)
    {
        FrameworkId = framework.Id;
        (Identifier, Code, Statement, Url) = (row.Identifier, row.Code, row.Statement, row.Url);
        (Language, EducationLevel, Position) = (row.Language, row.EducationLevel, position);
        SearchText = Searching.Fold($"{row.Code} {row.Statement} {row.EducationLevel} {framework.Title}");
    }

    public Id<Framework> FrameworkId { get; private set; }

    /// <summary>The publisher's; unique in the framework.</summary>
    public string Identifier { get; private set; } = "";

    /// <summary>The human coding scheme; null if it has none.</summary>
    public string? Code { get; private set; }

    public string Statement { get; private set; } = "";
    public string Url { get; private set; } = "";
    public string? Language { get; private set; }
    public string? EducationLevel { get; private set; }

    /// <summary>Its place in the file.</summary>
    public int Position { get; private set; }

    public string SearchText { get; private set; } = "";
}

internal sealed class FrameworkTable : IEntityTypeConfiguration<Framework>
{
    public void Configure(EntityTypeBuilder<Framework> table)
    {
        table.BelongsTo<Framework, Person>(nameof(Framework.ImportedById));
        table.Property(f => f.Title).HasMaxLength(Framework.LongestTitle);
        table.Property(f => f.SortTitle).HasMaxLength(Framework.LongestTitle * 2);
        table.Property(f => f.Revision).IsConcurrencyToken();
        table.HasIndexInDistrict(nameof(Framework.SortTitle)).IsUnique();
    }
}

internal sealed class FrameworkItemTable : IEntityTypeConfiguration<FrameworkItem>
{
    public void Configure(EntityTypeBuilder<FrameworkItem> table)
    {
        table.BelongsTo<FrameworkItem, Framework>(nameof(FrameworkItem.FrameworkId));
        table.HasIndexInDistrict(nameof(FrameworkItem.FrameworkId), nameof(FrameworkItem.Identifier)).IsUnique();
        table.HasIndexInDistrict(nameof(FrameworkItem.FrameworkId), nameof(FrameworkItem.Position));
    }
}
