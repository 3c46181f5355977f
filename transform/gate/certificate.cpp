#include "transform/gate/certificate.hpp"

#include "config/errors.hpp"

#include <istream>
#include <ostream>
#include <sstream>

namespace lup {

namespace {

constexpr const char* heading = "lup-gate-certificate 1";

void write_world(std::ostream& out, const GateWorld& world)
{
    for (std::size_t a = 0; a < world.size();) {
        std::size_t end = a + 1;
        while (end < world.size() && world[end] == world[a])
            ++end;
        out << (a == 0 ? "" : " ") << world[a];
        if (end - a > 1)
            out << 'x' << end - a;
        a = end;
    }
    out << '\n';
}

void write_proof(std::ostream& out, const BoundProof& proof)
{
    out << ' ' << proof.scale << ' ' << proof.factors.size();
    for (const auto& [row, factor] : proof.factors)
        out << ' ' << row << ' ' << factor;
}

/// Reads what the functions above write; anything else is refused.
class Reader {
public:
    explicit Reader(std::istream& in) : in_(in) {}

    std::istringstream line()
    {
        std::string text;
        if (!std::getline(in_, text))
            refuse();
        return std::istringstream(text);
    }

    template <typename Number>
    static Number number(std::istream& line)
    {
        Number value{};
        if (!(line >> value))
            refuse();
        return value;
    }

    std::size_t count(const char* keyword)
    {
        auto text = line();
        std::string word;
        if (!(text >> word) || word != keyword)
            refuse();
        const auto value = number<std::size_t>(text);
        if (value > most)
            refuse();
        return value;
    }

    std::vector<GateWorld> worlds(const char* keyword)
    {
        std::vector<GateWorld> result;
        for (auto left = count(keyword); left > 0; --left)
            result.push_back(world());
        return result;
    }

    KnownBounds bounds()
    {
        auto text = line();
        KnownBounds result;
        result.cell = number<std::uint32_t>(text);
        result.own.insider = number<std::uint32_t>(text);
        result.own.supplier = number<std::uint32_t>(text);
        result.lower = proof(text);
        result.upper = proof(text);
        return result;
    }

    [[noreturn]] static void refuse()
    {
        throw DisclosureError("disclosure gate: a stored proof is damaged: make the release again");
    }

private:
    static constexpr std::size_t most = 1 << 24; ///< worlds, or atoms of a world

    GateWorld world()
    {
        auto text = line();
        GateWorld result;
        for (GateCount value = 0; text >> value;) {
            std::size_t times = 1;
            if (text.peek() == 'x') {
                text.get();
                times = number<std::size_t>(text);
            }
            if (times > most - result.size())
                refuse();
            result.insert(result.end(), times, value);
        }
        if (!text.eof())
            refuse();
        return result;
    }

    static BoundProof proof(std::istream& text)
    {
        BoundProof result;
        result.scale = number<GateCount>(text);
        for (auto left = number<std::size_t>(text); left > 0; --left) {
            const auto row = number<std::uint32_t>(text);
            result.factors.emplace_back(row, number<GateCount>(text));
        }
        return result;
    }

    std::istream& in_;
};

} // namespace

void write_certificate(std::ostream& out, const Certificate& certificate)
{
    out << heading << "\nblocks " << certificate.blocks.size() << '\n';
    for (const auto& block : certificate.blocks) {
        out << "worlds " << block.worlds.size() << '\n';
        for (const auto& world : block.worlds)
            write_world(out, world);
        out << "suppliers " << block.supplier_worlds.size() << '\n';
        for (const auto& worlds : block.supplier_worlds) {
            out << "worlds " << worlds.size() << '\n';
            for (const auto& world : worlds)
                write_world(out, world);
        }
        out << "bounds " << block.known_bounds.size() << '\n';
        for (const auto& bounds : block.known_bounds) {
            out << bounds.cell << ' ' << bounds.own.insider << ' ' << bounds.own.supplier;
            write_proof(out, bounds.lower);
            write_proof(out, bounds.upper);
            out << '\n';
        }
    }
}

Certificate read_certificate(std::istream& in)
{
    Reader reader(in);
    if (reader.line().str() != heading)
        Reader::refuse();
    Certificate certificate;
    for (auto left = reader.count("blocks"); left > 0; --left) {
        auto& block = certificate.blocks.emplace_back();
        block.worlds = reader.worlds("worlds");
        for (auto suppliers = reader.count("suppliers"); suppliers > 0; --suppliers)
            block.supplier_worlds.push_back(reader.worlds("worlds"));
        for (auto bounds = reader.count("bounds"); bounds > 0; --bounds)
            block.known_bounds.push_back(reader.bounds());
    }
    return certificate;
}

} // namespace lup
