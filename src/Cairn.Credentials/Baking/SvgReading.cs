using System.Xml;

namespace Cairn.Credentials.Baking;

/// <summary>Reads an SVG, ignoring its document type and anything from outside, and copies it with a credential inserted.</summary>
static class SvgReading
{
    const string XmlnsNamespace = "http://www.w3.org/2000/xmlns/";
    const string Prefix = "openbadges";

    // Drawing programs name SVG's own document type. It is skipped unread: nothing is fetched, and no entity is ever declared.
    internal static XmlReader Open(ReadOnlySpan<byte> svg) =>
        XmlReader.Create(
            new MemoryStream(svg.ToArray()),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore,
                XmlResolver = null,
                MaxCharactersInDocument = BakedCredential.MaxImageBytes,
                CloseInput = true,
            }
        );

    /// <summary>The only element of a name: its <c>verify</c> attribute and its body, both without the white space around them.</summary>
    internal static BakingFailure? Find(XmlReader reader, string element, string space, out (string Verify, string Body) credential)
    {
        (string, string)? found = null;
        credential = ("", "");
        if (Root(reader) is { } failure)
            return failure;

        while (reader.Read())
        {
            if (!Is(reader, element, space))
                continue;
            if (found is not null)
                return BakingFailure.CredentialTwice;

            var verify = reader.GetAttribute("verify")?.Trim() ?? "";
            found = (verify, reader.IsEmptyElement ? "" : Body(reader.ReadSubtree()));
        }

        credential = found ?? credential;
        return found is null ? BakingFailure.CredentialAbsent : null;
    }

    internal static BakingFailure? CopyWith(XmlReader reader, Stream output, bool json, string credential)
    {
        if (Root(reader) is { } failure)
            return failure;

        using var writer = XmlWriter.Create(
            output,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                NewLineHandling = NewLineHandling.None,
                OmitXmlDeclaration = true,
            }
        );
        var empty = reader.IsEmptyElement;
        var taken = reader.LookupNamespace(Prefix) is { } bound && bound != SvgBaking.BadgeNamespace;
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        // A picture that was baked for Open Badges 2.0 binds the prefix to another name; then the element declares it itself.
        if (!taken)
            writer.WriteAttributeString("xmlns", Prefix, XmlnsNamespace, SvgBaking.BadgeNamespace);
        CopyAttributes(reader, writer, except: taken ? null : Prefix);
        WriteCredential(writer, json, credential);
        if (!empty)
            CopyBody(reader, writer);
        else
            writer.WriteEndElement();

        // To the end: what follows the picture must be well-formed too.
        while (reader.Read()) { }
        return null;
    }

    static BakingFailure? Root(XmlReader reader)
    {
        reader.MoveToContent();
        return reader is { LocalName: "svg", NamespaceURI: SvgBaking.SvgNamespace } ? null : BakingFailure.SvgRoot(reader.Name);
    }

    static bool Is(XmlReader reader, string element, string space) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == element && reader.NamespaceURI == space;

    // From the first CDATA section to the end of the last one; white space around them is the writer's layout. Without CDATA: the trimmed
    // text.
    static string Body(XmlReader element)
    {
        var all = new StringBuilder();
        var (start, end) = (-1, -1);
        while (element.Read())
        {
            if (
                element.NodeType
                is not (XmlNodeType.CDATA or XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            )
                continue;
            if (element.NodeType == XmlNodeType.CDATA && start < 0)
                start = all.Length;
            all.Append(element.Value);
            if (element.NodeType == XmlNodeType.CDATA)
                end = all.Length;
        }

        return start < 0 ? all.ToString().Trim() : all.ToString(start, end - start);
    }

    static void WriteCredential(XmlWriter writer, bool json, string credential)
    {
        writer.WriteStartElement(Prefix, SvgBaking.Element, SvgBaking.BadgeNamespace);
        if (json)
            WriteSections(writer, credential);
        else
            writer.WriteAttributeString("verify", credential);
        writer.WriteEndElement();
    }

    // Two things cannot be in a CDATA section: its own end, which the writer splits over two sections, and a carriage return, which every
    // XML reader turns into a line feed (XML 1.0 2.11). It goes between two sections as a reference, so that the bytes come back.
    static void WriteSections(XmlWriter writer, string credential)
    {
        var parts = credential.Split('\r');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                writer.WriteCharEntity('\r');
            writer.WriteCData(parts[i]);
        }
    }

    static void CopyAttributes(XmlReader reader, XmlWriter writer, string? except)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (except is not null && reader.NamespaceURI == XmlnsNamespace && reader.LocalName == except)
                continue;
            writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
        }

        reader.MoveToElement();
    }

    static void CopyBody(XmlReader reader, XmlWriter writer)
    {
        reader.Read();
        while (reader.Depth > 0)
        {
            if (Is(reader, SvgBaking.Element, SvgBaking.BadgeNamespace))
            {
                reader.Skip();
                continue;
            }
            CopyNode(reader, writer);
            reader.Read();
        }

        writer.WriteFullEndElement();
    }

    static void CopyNode(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var empty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                CopyAttributes(reader, writer, except: null);
                if (empty)
                    writer.WriteEndElement();
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text:
                writer.WriteString(reader.Value);
                break;
            case XmlNodeType.CDATA:
                writer.WriteCData(reader.Value);
                break;
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                writer.WriteWhitespace(reader.Value);
                break;
            case XmlNodeType.Comment:
                writer.WriteComment(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                writer.WriteProcessingInstruction(reader.Name, reader.Value);
                break;
        }
    }
}
