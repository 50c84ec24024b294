using Cairn.Portfolio;

namespace Cairn.Tests.Portfolio;

public sealed class LinkedInTests
{
    [Fact]
    public void Every_field_is_percent_encoded()
    {
        var id = Guid.Parse("0194c3f2-0000-7000-8000-000000000001");
        var link = LinkedIn.AddToProfile(
            "Café & \"Graph\" + 1",
            "Cedar/Hollow?",
            new DateOnly(2026, 3, 4),
            null,
            "https://c.example/credentials/1?a=b&c=d",
            id
        );

        Assert.Equal(
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Caf%C3%A9%20%26%20%22Graph%22%20%2B%201&organizationName=Cedar%2FHollow%3F"
                + "&issueYear=2026&issueMonth=3&certUrl=https%3A%2F%2Fc.example%2Fcredentials%2F1%3Fa%3Db%26c%3Dd&certId=0194c3f2-0000-7000-8000-000000000001",
            link
        );
    }
}
