namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// HEIC, AVIF, MP4, M4A, QuickTime, 3GP (ISO/IEC 14496-12, 23008-12). Everything keeps its place, so that no offset changes: boxes that do
/// not make the picture or the film become empty ones, and of the data stays what a picture, a film or a sound refers to; everything else
/// in it (Exif, XMP, places along the way, chapters) becomes zeros.
/// </summary>
internal static class IsoMedia
{
    // What may stay in which box; of those that are not listed as a parent, everything.
    private static readonly Dictionary<string, string[]> Kept = new()
    {
        ["moov"] = ["mvhd", "trak", "mvex"],
        ["mvex"] = ["mehd", "trex"],
        ["trak"] = ["tkhd", "edts", "mdia", "tapt"],
        ["tapt"] = ["clef", "prof", "enof"],
        ["edts"] = ["elst"],
        ["mdia"] = ["mdhd", "hdlr", "minf", "elng"],
        ["minf"] = ["vmhd", "smhd", "nmhd", "hdlr", "dinf", "stbl"],
        ["dinf"] = ["dref"],
        ["stbl"] = ["stsd", "stts", "ctts", "cslg", "stss", "stps", "stsc", "stsz", "stz2", "stco", "co64", "sdtp", "sgpd", "sbgp"],
        ["moof"] = ["mfhd", "traf"],
        ["traf"] = ["tfhd", "tfdt", "trun", "sdtp", "sgpd", "sbgp"],
        ["mfra"] = ["tfra", "mfro"],
        ["meta"] = ["hdlr", "pitm", "iinf", "iref", "iprp", "iloc", "idat", "dinf", "grpl"],
        ["iprp"] = ["ipco", "ipma"],
        ["ipco"] =
        [
            "ispe",
            "pixi",
            "colr",
            "irot",
            "imir",
            "clap",
            "pasp",
            "auxC",
            "clli",
            "mdcv",
            "cclv",
            "amve",
            "rloc",
            "lsel",
            "a1op",
            "a1lx",
            "hvcC",
            "lhvC",
            "avcC",
            "av1C",
            "vvcC",
        ],
        ["grpl"] = ["altr", "ster"],
    };

    private static readonly string[] SampleParts =
    [
        "avcC",
        "hvcC",
        "lhvC",
        "av1C",
        "vpcC",
        "vvcC",
        "esds",
        "wave",
        "dOps",
        "dfLa",
        "alac",
        "damr",
        "d263",
        "dac3",
        "dec3",
        "dvcC",
        "dvvC",
        "colr",
        "pasp",
        "clap",
        "fiel",
        "gama",
        "btrt",
        "chan",
        "mdcv",
        "clli",
        "ccst",
        "auxi",
    ];

    public static ArraySegment<byte> Clean(byte[] file)
    {
        var (data, kept) = (new List<Box>(), new KeptBytes());
        var (fragments, shown) = (new Fragments(kept), false);
        foreach (var box in Box.In(file, 0, file.Length))
        {
            switch (box.Type)
            {
                case "ftyp" or "styp" or "sidx":
                    break;
                case "mdat":
                    data.Add(box);
                    break;
                case "meta" when IsOfPictures(box):
                    CleanChildren(box, 4);
                    data.AddRange(box.Children(4).Where(child => child.Type is "idat"));
                    HeifItems.Clean(box, kept);
                    shown = true;
                    break;
                case "moov":
                    shown |= CleanMovie(box, kept, fragments);
                    break;
                case "moof":
                    CleanChildren(box);
                    fragments.Add(box);
                    break;
                case "mfra":
                    CleanChildren(box);
                    break;
                default:
                    box.Empty();
                    break;
            }
        }
        (shown && kept.AreWithin(data)).Must();
        foreach (var box in data)
            kept.ClearOthers(box);
        return file;
    }

    private static bool CleanMovie(Box movie, KeptBytes kept, Fragments fragments)
    {
        // A track that is neither seen nor heard: places along the way, texts, time codes. Its samples go with all that nobody keeps.
        foreach (var track in movie.Children().Where(child => child.Type is "trak"))
            if (HandlerOf(track) is not ("vide" or "soun" or "pict" or "auxv"))
                track.Empty();
        CleanChildren(movie);
        var tracks = movie.Children().Where(child => child.Type is "trak").ToList();
        foreach (var track in tracks)
        {
            var table = track.Child("mdia").Child("minf").Child("stbl");
            var isSound = HandlerOf(track) is "soun";
            foreach (var entry in table.Child("stsd").Children(8))
                CleanEntry(entry, isSound, isOfVersion0: table.Child("stsd").Content[0] == 0);
            Samples.Keep(table, isSound, kept);
            fragments.Keep(track);
        }
        foreach (var defaults in movie.Children().Where(child => child.Type is "mvex").SelectMany(child => child.Children()))
            if (defaults.Type is "trex")
                fragments.Defaults(defaults);
        return tracks.Count > 0;
    }

    private static void CleanChildren(Box parent, int skipped = 0)
    {
        foreach (var box in parent.Children(skipped))
            if (!Kept[parent.Type].Contains(box.Type))
                box.Empty();
            else if (Kept.ContainsKey(box.Type))
                CleanChildren(box);
            else
                Blank(box);
    }

    /// <summary>The fields of a box that say when, with what or where from.</summary>
    private static void Blank(Box box)
    {
        switch (box.Type)
        {
            case "mvhd" or "tkhd" or "mdhd": // made at, changed at
                box.Content.Slice(4, box.Content[0] == 1 ? 16 : 8).Clear();
                break;
            case "hdlr": // the maker's name for it
                box.Content[12..].Clear();
                break;
            case "dref": // paths on somebody's disk
                foreach (var source in box.Children(8))
                    source.Content[4..].Clear();
                break;
            default:
                break;
        }
    }

    // 14496-12, 12.1 and 12.2: a film's entry has 32 letters for the program's name. QuickTime adds 16 or 36 bytes to a sound's.
    private static void CleanEntry(Box entry, bool isSound, bool isOfVersion0)
    {
        if (!isSound)
            entry.Content.Slice(42, 32).Clear();
        var head =
            !isSound ? 78
            : !isOfVersion0 ? 28
            : entry.Short(8) switch
            {
                0 => 28,
                1 => 44,
                _ => 64,
            };
        foreach (var part in entry.Children(head))
            if (!SampleParts.Contains(part.Type))
                part.Empty();
    }

    private static string HandlerOf(Box track) => Encoding.Latin1.GetString(track.Child("mdia").Child("hdlr").Content.Slice(8, 4));

    // QuickTime's box of the same name begins otherwise.
    private static bool IsOfPictures(Box meta) =>
        meta.Content.Length > 24 && meta.Content[8..].StartsWith("hdlr"u8) && meta.Content[20..].StartsWith("pict"u8);
}
