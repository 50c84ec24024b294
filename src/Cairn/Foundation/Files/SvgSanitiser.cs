using System.Xml;
using Cairn.Credentials.Baking;

namespace Cairn.Foundation.Files;

/// <summary>
/// Copies of an SVG only what is on the lists of <see cref="SvgVocabulary"/>: shapes, text, gradients. Scripts, handlers, animation,
/// foreign content, styles that load, the document type and references that leave the file are left out; so are references inside something
/// that is itself referred to, which could multiply without end.
/// </summary>
internal static class SvgSanitiser
{
    public const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 64;
    private const int MaxElements = 20_000;
    private const string XlinkNamespace = "http://www.w3.org/1999/xlink";

    /// <summary>
    /// The harmless copy in UTF-8, or <c>files.svg-size</c>, <c>files.svg-malformed</c>, <c>files.svg-root</c>, <c>files.svg-complex</c>,
    /// <c>files.svg-doctype</c>.
    /// </summary>
    public static Outcome<byte[]> Sanitise(ReadOnlySpan<byte> svg)
    {
        if (svg.Length > MaxBytes)
            return new Refusal("files.svg-size", null, MaxBytes);
        // Without the entities that it declares there, it would be a different drawing.
        if (SvgBaking.HasInternalSubset(svg))
            return new Refusal("files.svg-doctype");

        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(svg.ToArray()),
                new XmlReaderSettings
                {
                    // A document type is skipped unread: it declares no entity, and nothing outside is fetched.
                    DtdProcessing = DtdProcessing.Ignore,
                    XmlResolver = null,
                    MaxCharactersInDocument = MaxBytes,
                    IgnoreComments = true,
                    IgnoreProcessingInstructions = true,
                }
            );
            if (
                reader.MoveToContent() != XmlNodeType.Element
                || reader.LocalName != "svg"
                || reader.NamespaceURI != SvgVocabulary.Namespace
            )
                return new Refusal("files.svg-root");

            using var output = new MemoryStream(svg.Length);
            using (
                var writer = XmlWriter.Create(
                    output,
                    new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }
                )
            )
                if (!Copy(reader, writer))
                    return new Refusal("files.svg-complex");
            return output.ToArray();
        }
        catch (XmlException problem)
        {
            return new Refusal("files.svg-malformed", null, problem.LineNumber);
        }
    }

    private static bool Copy(XmlReader reader, XmlWriter writer)
    {
        // For each open element whether it, or one around it, can be referred to.
        var referable = new Stack<bool>([false]);
        var elements = 0;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > MaxElements || referable.Count > MaxDepth)
                        return false;

                    var inside = referable.Peek();
                    var named =
                        referable.Count > 1
                        && (reader.GetAttribute("id") is not null || SvgVocabulary.Templates.Contains(reader.LocalName));
                    if (!IsAllowed(reader, inside || named))
                    {
                        reader.Skip();
                        continue;
                    }

                    var empty = reader.IsEmptyElement;
                    writer.WriteStartElement(reader.LocalName, SvgVocabulary.Namespace);
                    CopyAttributes(reader, writer, root: referable.Count == 1, inside || named);
                    if (empty)
                        writer.WriteEndElement();
                    else
                        referable.Push(inside || named);
                    break;
                case XmlNodeType.EndElement:
                    writer.WriteEndElement();
                    referable.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    writer.WriteString(reader.Value);
                    break;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when referable.Count > 1:
                    writer.WriteWhitespace(reader.Value);
                    break;
            }

            reader.Read();
        } while (!reader.EOF);

        return true;
    }

    private static bool IsAllowed(XmlReader reader, bool referable) =>
        reader.NamespaceURI == SvgVocabulary.Namespace
        && SvgVocabulary.Elements.Contains(reader.LocalName)
        && !(referable && reader.LocalName == "use");

    private static void CopyAttributes(XmlReader reader, XmlWriter writer, bool root, bool referable)
    {
        // A style declaration takes precedence over the attribute of the same name (CSS: presentation attributes have no weight).
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        string? style = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            var name = reader.LocalName;
            if (name == "href" && reader.NamespaceURI is ("" or XlinkNamespace))
            {
                if (SvgVocabulary.IsOwnReference(reader.Value))
                    kept["href"] = reader.Value.Trim();
            }
            else if (reader.NamespaceURI.Length == 0 && name == "style")
                style = reader.Value;
            else if (reader.NamespaceURI.Length == 0 && !(root && name == "id") && SvgVocabulary.Allows(name, reader.Value, referable))
                kept[name] = reader.Value;
        }

        reader.MoveToElement();
        foreach (var (name, value) in SvgVocabulary.Declarations(style))
            if (SvgVocabulary.Allows(name, value, referable))
                kept[name] = value;
        foreach (var (name, value) in kept)
            writer.WriteAttributeString(name, value);
    }
}
