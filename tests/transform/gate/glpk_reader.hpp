#pragma once

#include "transform/gate/system.hpp"

#include <glpk.h>

#include <limits>
#include <memory>
#include <vector>

namespace lup::test {

/// The public rows of a system in GLPK, independent of the solvers of the gate.
class GlpkReader {
public:
    GlpkReader(const GateSystem& system, const GatePattern& hidden)
        : problem_(glp_create_prob(), glp_delete_prob)
    {
        glp_term_out(GLP_OFF);
        const auto rows = public_rows(system, hidden);
        if (!rows.empty())
            glp_add_rows(problem_.get(), static_cast<int>(rows.size()));
        glp_add_cols(problem_.get(), static_cast<int>(system.atoms.size()));
        std::vector<int> row_of{0}, column_of{0};
        std::vector<double> entry{0};
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto bound = static_cast<double>(rows[r]->bound);
            const int type = rows[r]->relation == RowRelation::equal      ? GLP_FX
                             : rows[r]->relation == RowRelation::at_least ? GLP_LO
                                                                          : GLP_UP;
            glp_set_row_bnds(problem_.get(), static_cast<int>(r) + 1, type, bound, bound);
            for (const auto& term : rows[r]->terms) {
                row_of.push_back(static_cast<int>(r) + 1);
                column_of.push_back(static_cast<int>(term.atom) + 1);
                entry.push_back(term.coefficient);
            }
        }
        for (std::size_t a = 0; a < system.atoms.size(); ++a)
            glp_set_col_bnds(problem_.get(), static_cast<int>(a) + 1, GLP_LO, 0, 0);
        glp_load_matrix(problem_.get(), static_cast<int>(entry.size()) - 1, row_of.data(), column_of.data(),
                        entry.data());
    }

    /// Infinity if there is no limit on that side.
    double extreme(const GateRow& row, int direction)
    {
        for (int a = 1; a <= glp_get_num_cols(problem_.get()); ++a)
            glp_set_obj_coef(problem_.get(), a, 0);
        for (const auto& term : row.terms)
            glp_set_obj_coef(problem_.get(), static_cast<int>(term.atom) + 1, term.coefficient);
        glp_set_obj_dir(problem_.get(), direction);
        glp_smcp settings;
        glp_init_smcp(&settings);
        settings.msg_lev = GLP_MSG_OFF;
        glp_simplex(problem_.get(), &settings);
        if (glp_get_status(problem_.get()) == GLP_OPT)
            return glp_get_obj_val(problem_.get());
        return direction == GLP_MAX ? std::numeric_limits<double>::infinity()
                                    : -std::numeric_limits<double>::infinity();
    }

private:
    std::unique_ptr<glp_prob, void (*)(glp_prob*)> problem_;
};

} // namespace lup::test
