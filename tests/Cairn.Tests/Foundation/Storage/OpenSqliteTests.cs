using Cairn.Foundation.Storage;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>Connections that are lent again and keep their statements: nothing of one borrower reaches the next.</summary>
public sealed class OpenSqliteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-test-").FullName;

    [Fact]
    public void A_statement_answers_each_time_with_its_own_values_also_while_it_is_being_read()
    {
        using var pool = NewPool();
        var connection = pool.Take();
        Execute(connection, "create table words (word text unique)");
        foreach (var word in (string[])["one", "two", "three"])
            Execute(connection, "INSERT INTO words VALUES (@word)", word);

        using var outer = Command(connection, "SELECT word FROM words WHERE word <> @word ORDER BY word", "two");
        using (var reader = outer.ExecuteReader())
        {
            Assert.True(reader.Read());
            using var inner = Command(connection, outer.CommandText, "one");
            Assert.Equal("three", inner.ExecuteScalar());
            Assert.Equal("one", reader.GetString(0));
        }
        Assert.Equal("two", Ask(connection, "SELECT word FROM words WHERE word = @word", "two"));
        Assert.Null(Ask(connection, "SELECT word FROM words WHERE word = @word", "four"));
    }

    [Fact]
    public void A_refused_statement_and_a_changed_table_do_no_harm_to_the_next()
    {
        using var pool = NewPool();
        var connection = pool.Take();
        Execute(connection, "create table words (word text unique)");
        Execute(connection, "INSERT INTO words VALUES (@word)", "one");
        Assert.ThrowsAny<System.Data.Common.DbException>(() => Execute(connection, "INSERT INTO words VALUES (@word)", "one"));
        Execute(connection, "INSERT INTO words VALUES (@word)", "two");
        Execute(connection, "alter table words add column more text");
        Assert.Equal(2L, Ask(connection, "SELECT count(*) FROM words WHERE word <> @word", ""));
        Assert.Equal(1, Execute(connection, "DELETE FROM words WHERE word = @word", "two"));
        Assert.Equal(1L, Ask(connection, "SELECT count(*) FROM words WHERE word <> @word", ""));
    }

    [Fact]
    public void A_connection_with_an_open_transaction_or_reader_is_lent_to_nobody()
    {
        using var pool = NewPool();
        var (clean, writing, reading) = (pool.Take(), pool.Take(), pool.Take());
        Execute(clean, "create table words (word text unique)");
        Execute(clean, "INSERT INTO words VALUES (@word)", "one");
        using var transaction = writing.BeginTransaction();
        using var command = Command(reading, "SELECT word FROM words WHERE word <> @word", "");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());

        pool.Return(writing);
        pool.Return(reading);
        pool.Return(clean);

        Assert.Same(clean, pool.Take());
        Assert.NotSame(writing, pool.Take());
        Assert.NotSame(reading, pool.Take());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private SqlitePool NewPool() => new($"Data Source={Path.Combine(_folder, "words.db")}");

    private static int Execute(OpenSqlite connection, string sql, string? word = null)
    {
        using var command = Command(connection, sql, word);
        return command.ExecuteNonQuery();
    }

    private static object? Ask(OpenSqlite connection, string sql, string word)
    {
        using var command = Command(connection, sql, word);
        return command.ExecuteScalar();
    }

    private static Microsoft.Data.Sqlite.SqliteCommand Command(OpenSqlite connection, string sql, string? word)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (word is not null)
            command.Parameters.AddWithValue("@word", word);
        return command;
    }
}
