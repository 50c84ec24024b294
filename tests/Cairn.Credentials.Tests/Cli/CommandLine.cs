using System.Text;
using Cairn.Cli;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Cli;

/// <summary>Runs the real command line in its own folder, at the scenario's instant, and keeps its output.</summary>
sealed class CommandLine : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("cairn-cli-").FullName;
    readonly StringWriter output = new(),
        error = new();
    readonly MemoryStream bytes = new();

    public byte[] Input { get; set; } = [];

    public string Output => output.ToString();

    public string Error => error.ToString();

    public byte[] Bytes => bytes.ToArray();

    public string PathOf(string name) => Path.Combine(folder, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public Task<int> RunAsync(params string[] arguments) =>
        CairnCommand.RunAsync(
            arguments,
            new Terminal
            {
                Output = output,
                Error = error,
                OpenInput = () => new MemoryStream(Input),
                OpenOutput = () => new Unclosed(bytes),
                Clock = new StoppedClock(),
                Colours = false,
            }
        );

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        output.Dispose();
        error.Dispose();
        bytes.Dispose();
    }

    sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Scenario.Now;
    }

    sealed class Unclosed(MemoryStream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
