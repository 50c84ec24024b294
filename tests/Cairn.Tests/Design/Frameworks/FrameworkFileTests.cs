using System.Text;
using Cairn.Design.Frameworks;

namespace Cairn.Tests.Design.Frameworks;

/// <summary>An invented framework, and what can be wrong with its file.</summary>
public sealed class FrameworkFileTests
{
    public const string Header = "identifier,humanCodingScheme,fullStatement,uri,language,educationLevel\n";
    public const string Pebbles =
        Header
        + "p-1,PEB.1,Tells a pebble from a stone.,https://frameworks.example.org/items/p-1,en,\"01,02\"\n"
        + "p-2,PEB.2,\"Stacks five pebbles,\nand says why they stand.\",https://frameworks.example.org/items/p-2,en,03\n"
        + "p-3,,Leaves the creek as it was.,https://frameworks.example.org/items/p-3,,\n";

    [Fact]
    public void A_file_in_the_shape_of_case_items_is_read()
    {
        var file = Read(Pebbles);

        Assert.Equal(0, file.ProblemCount);
        Assert.Equal(["PEB.1", "PEB.2", null], file.Items.Select(i => i.Code));
        Assert.Equal(("01,02", "Stacks five pebbles,\nand says why they stand."), (file.Items[0].EducationLevel, file.Items[1].Statement));
    }

    [Fact]
    public void Headings_may_be_written_as_spreadsheets_write_them()
    {
        var file = Read(
            "\uFEFFFull Statement,URI,Identifier,Human_Coding_Scheme,smartLevel\nTells.,https://frameworks.example.org/1,p-1,PEB.1,1\n"
        );

        Assert.Equal(0, file.ProblemCount);
        Assert.Equal(new FrameworkRow("p-1", "PEB.1", "Tells.", "https://frameworks.example.org/1", null, null), file.Items.Single());
    }

    [Theory]
    [InlineData("", 0, "", "design.framework-empty")]
    [InlineData(Header, 0, "", "design.framework-empty")]
    [InlineData("identifier,uri\np-1,https://frameworks.example.org/1\n", 1, "fullStatement", "design.framework-column-missing")]
    [InlineData("identifier,fullStatement\np-1,Tells.\n", 2, "uri", "design.framework-address")]
    [InlineData("identifier,fullStatement,uri,Identifier\n", 1, "identifier", "design.framework-column-twice")]
    [InlineData(Header + "p-1,PEB.1,,https://frameworks.example.org/1,en,\n", 2, "fullStatement", "design.framework-missing")]
    [InlineData(Header + "p-1,PEB.1,Tells.,ftp://frameworks.example.org/1,en,\n", 2, "uri", "design.framework-uri")]
    [InlineData(Header + "p-1,PEB.1,Tells.,javascript:alert(1),en,\n", 2, "uri", "design.framework-uri")]
    [InlineData("{\"CFDocument\": {}}", 0, "CFItems", "design.framework-json")]
    [InlineData("{\"CFItems\": [", 0, "", "design.framework-json")]
    [InlineData("{\"CFItems\": [{\"identifier\": \"p-1\", \"fullStatement\": \"Tells.\"}]}", 1, "uri", "design.framework-address")]
    [InlineData("<!DOCTYPE html><html></html>", 0, "", "design.framework-page")]
    [InlineData("%PDF-1.7\n", 0, "", "design.framework-pdf")]
    [InlineData("PK\u0003\u0004rest", 0, "", "design.framework-workbook")]
    [InlineData(Header + "p-1,PEB.1,Tells.,https://frameworks.example.org/1,English,\n", 2, "language", "design.language")]
    [InlineData(Header + "p-1,PEB.1,Tells.,https://frameworks.example.org/1\n", 2, "", "design.framework-cells")]
    [InlineData(
        Header + "p-1,a,\"Two\nlines.\",https://frameworks.example.org/1,,\np-1,b,Again.,https://frameworks.example.org/2,,\n",
        4,
        "identifier",
        "design.framework-twice"
    )]
    [InlineData(Header + "p-1,PEB.1,Tells \"a\" pebble.,https://frameworks.example.org/1,en,\n", 2, "", "design.framework-quotes")]
    public void Fails_when_something_is_wrong_and_says_where(string csv, int line, string column, string code)
    {
        var file = Read(csv);

        var problem = file.Problems[0];
        Assert.Equal((line, column, code), (problem.Line, problem.Column, problem.Code));
    }

    [Theory]
    [InlineData("utf-8", ";")]
    [InlineData("utf-16", "\t")]
    [InlineData("utf-16BE", ",")]
    [InlineData("windows-1252", ";")]
    public void Delimiters_and_encodings_of_spreadsheets_are_read(string encoding, string delimiter)
    {
        var text = string.Join(delimiter, "identifier", "fullStatement", "uri") + "\n";
        text += string.Join(delimiter, "p-1", "Zählt Bachkrebse.", "http://frameworks.example.org/1") + "\n";
        var of = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);

        var file = FrameworkFile.Read("x.csv", [.. of.GetPreamble(), .. of.GetBytes(text)]);

        Assert.Equal(0, file.ProblemCount);
        Assert.Equal(
            new FrameworkRow("p-1", null, "Zählt Bachkrebse.", "http://frameworks.example.org/1", null, null),
            file.Items.Single()
        );
    }

    [Fact]
    public void A_case_package_is_read_and_what_has_no_address_is_named_by_its_uuid()
    {
        var file = Read(
            """
            {"CFDocument": {"title": "Creeks"}, "CFItems": [
              {"identifier": "3f1c2c66-0d4e-4b43-9b8a-2b1a6f0f7a01", "fullStatement": "Counts.", "humanCodingScheme": "C.1",
               "educationLevel": ["05", "06"], "language": "en"},
              {"identifier": "p-2", "uri": "https://frameworks.example.org/2", "fullStatement": "Compares."}]}
            """
        );

        Assert.Equal(0, file.ProblemCount);
        Assert.Equal(
            [
                new FrameworkRow(
                    "3f1c2c66-0d4e-4b43-9b8a-2b1a6f0f7a01",
                    "C.1",
                    "Counts.",
                    "urn:uuid:3f1c2c66-0d4e-4b43-9b8a-2b1a6f0f7a01",
                    "en",
                    "05,06"
                ),
                new FrameworkRow("p-2", null, "Compares.", "https://frameworks.example.org/2", null, null),
            ],
            file.Items
        );
    }

    [Fact]
    public void Fails_when_it_is_not_text()
    {
        Assert.Equal("design.framework-encoding", FrameworkFile.Read("x.csv", [0xff, 0xfe, 0x00]).Problems.Single().Code);
        Assert.Equal("design.framework-encoding", FrameworkFile.Read("x.csv", "a\0b"u8.ToArray()).Problems.Single().Code);
    }

    [Fact]
    public void Fails_when_a_cell_has_no_end()
    {
        var file = Read(Header + "p-1,\"" + new string('x', FrameworkFile.LongestCell * 5));

        Assert.NotEqual(0, file.ProblemCount);
    }

    [Fact]
    public void A_thousand_problems_are_counted_and_some_are_listed()
    {
        var file = Read(Header + string.Concat(Enumerable.Range(0, 1000).Select(i => $"p-{i},,,https://frameworks.example.org/{i},,\n")));

        Assert.Equal((1000, FrameworkFile.MostListed), (file.ProblemCount, file.Problems.Count));
    }

    private static FrameworkFile Read(string csv) => FrameworkFile.Read("pebbles.csv", Encoding.UTF8.GetBytes(csv));
}
