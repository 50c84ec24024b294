using Cairn.Credentials.Baking;

namespace Cairn.Cli;

/// <summary>Why a picture could not be read or baked, for people.</summary>
static class PictureWords
{
    public static string Of(BakingFailure failure) =>
        failure.Code switch
        {
            "baking.image.unknown" => "It is neither a PNG nor an SVG picture.",
            "baking.image.size" or "baking.credential.size" => "It is longer than "
                + $"{int.Parse(failure.Arguments[0], System.Globalization.CultureInfo.InvariantCulture) / 1024 / 1024} MB, the most "
                + "that is read.",
            "baking.credential.absent" => "There is no credential in the picture.",
            "baking.credential.twice" or "baking.svg.ambiguous" => "There are several credentials in the picture.",
            "baking.credential.form" => "It is no credential: neither a JSON object nor a JWT.",
            "baking.credential.encoding" => "The credential is not text in UTF-8, or has characters that a picture cannot carry.",
            "baking.svg.dtd" => "The SVG picture defines words of its own (a DOCTYPE), which is not read.",
            "baking.svg.malformed" => $"The SVG picture is damaged at line {failure.Arguments[0]}.",
            "baking.svg.root" => "It is XML, but no SVG picture.",
            "baking.png.keyword" or "baking.png.itxt" => "What stands in the PNG picture in a credential's place is none.",
            _ => "The PNG picture is damaged.",
        };
}
