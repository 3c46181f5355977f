#include "reading_support.hpp"
#include "zip_builder.hpp"

#include "config/errors.hpp"
#include "ingest/bytes/zip_archive.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;

namespace {

/// Opens the archive and inflates every part.
std::string unpack(const std::string& bytes)
{
    const lup::ZipArchive zip(lup::bytes_in_memory(bytes, "prov.zip"));
    std::string all;
    for (const auto& entry : zip.entries()) {
        all += entry.name + "=" + lup::read_all(*zip.open(entry), 1 << 20, "prov.zip") + ";";
    }
    return all;
}

std::string refused(const std::string& bytes)
{
    try {
        unpack(bytes);
    } catch (const lup::InputError& error) {
        return error.what();
    }
    return {};
}

ZipBuilder::Part part(std::string name, std::string data)
{
    ZipBuilder::Part made;
    made.name = std::move(name);
    made.data = std::move(data);
    return made;
}

} // namespace

TEST_CASE("a zip whose part has another CRC than it says is refused", "[ingest]")
{
    auto bad = part("a", "hej");
    bad.crc_error = 1;
    CHECK_THAT(refused(ZipBuilder().add(bad).bytes()),
               Contains("prov.zip: a: delens storlek eller kontrollsumma"));
}

TEST_CASE("a zip whose part is larger or smaller than it says is refused", "[ingest]")
{
    for (const int error : {-1, 1}) {
        auto bad = part("a", "hejsan");
        bad.size_error = error;
        CHECK_THAT(refused(ZipBuilder().add(bad).bytes()), Contains("prov.zip: a: del"));
    }
}

TEST_CASE("a zip whose part runs past the end of the file is refused", "[ingest]")
{
    auto bad = part("a", "hejsan");
    bad.packed_size_error = 100'000;
    CHECK_THAT(refused(ZipBuilder().add(bad).bytes()), Contains("överlappar"));
}

TEST_CASE("a zip whose packed data ends too early is refused", "[ingest]")
{
    auto bad = part("a", std::string(1000, 'x') + "yz");
    bad.packed_size_error = -3;
    CHECK_THAT(refused(ZipBuilder().add(bad).bytes()), Contains("avkortade"));
}

TEST_CASE("a zip that announces a size no packing can give is refused before it is unpacked", "[ingest]")
{
    auto bad = part("a", "hej");
    bad.size_error = 4'000'000'000;
    CHECK_THAT(refused(ZipBuilder().add(bad).bytes()), Contains("orimligt stor"));
}

TEST_CASE("a zip whose parts share data is refused", "[ingest]")
{
    auto second = part("b", "hej");
    second.shares_previous = true;
    CHECK_THAT(refused(ZipBuilder().add(part("a", "hej")).add(second).bytes()), Contains("överlappar"));
}

TEST_CASE("a zip with the same name twice is refused, whatever the case and slash", "[ingest]")
{
    CHECK_THAT(refused(ZipBuilder().add("xl/a.xml", "1").add("XL\\A.xml", "2").bytes()),
               Contains("samma namn"));
}

TEST_CASE("a zip whose two headers disagree on the name is refused", "[ingest]")
{
    auto bad = part("a", "hej");
    bad.local_name = "b";
    CHECK_THAT(refused(ZipBuilder().add(bad).bytes()), Contains("säger emot varandra"));
}

TEST_CASE("an unknown packing method and an encrypted part are refused by name", "[ingest]")
{
    auto unknown = part("a", "hej");
    unknown.method = 93;
    CHECK_THAT(refused(ZipBuilder().add(unknown).bytes()), Contains("nummer 93"));
    auto encrypted = part("a", "hej");
    encrypted.flags = 1;
    CHECK_THAT(refused(ZipBuilder().add(encrypted).bytes()), Contains("krypterad"));
}

TEST_CASE("a zip cut at any place is refused and never read out of bounds", "[ingest]")
{
    const auto whole = ZipBuilder().add("a", "hej").add("b", std::string(300, 'q')).bytes();
    std::size_t refusals = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        refusals += refused(whole.substr(0, size)).empty() ? 0 : 1;
    }
    CHECK(refusals == whole.size());
}

TEST_CASE("one changed byte anywhere gives the same content or a refusal", "[ingest]")
{
    const auto whole = ZipBuilder().add("a", "hejsan hoppsan").bytes();
    const auto expected = unpack(whole);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ 0x21);
        if (refused(changed).empty()) {
            const auto text = unpack(changed);
            CHECK(text.substr(text.find('=')) == expected.substr(expected.find('=')));
        }
    }
}

TEST_CASE("an end record inside the comment is not followed", "[ingest]")
{
    const auto inner = ZipBuilder().add("falsk", "x").bytes();
    const auto fake = inner.substr(inner.rfind("PK\5\6"));
    CHECK(unpack(ZipBuilder().add("a", "hej").bytes(fake)) == "a=hej;");
}

TEST_CASE("stored parts, packed parts and sizes after the data are read", "[ingest]")
{
    auto stored = part("b", "stored");
    stored.method = 0;
    auto streamed = part("c", std::string(200'000, 'z'));
    streamed.sizes_after_data = true;
    CHECK(unpack(ZipBuilder().add("a", "").add(stored).add(streamed).bytes("hej")) ==
          "a=;b=stored;c=" + std::string(200'000, 'z') + ";");
}
