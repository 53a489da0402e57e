// StudyReader: a study's document, table by table. What stands where: study_reader.cpp the head, units, axes, tables, formulas; parameter_reader.cpp
// parameters with their spreads and what may surprise in them; result_reader.cpp outcomes, costs, correlations, published and observed results. One thread.
#pragma once

#include <string>

#include "study/document/field_reader.hpp"

namespace alongside::study {

class StudyReader : private FieldReader {
 public:
  StudyReader(const document::Toml& file, Study& study) : FieldReader(file, study) {}

  base::Result<> whole();

 private:
  void read_head();

  void read_money();

  void read_completeness();

  void read_units();

  void read_prices();

  void read_axes();

  void read_numbered(const std::string& path, Axis& axis);

  void read_tables();

  void read_parameters();

  void read_within(const std::string& path, Parameter& parameter);

  /// A slider that does not reach the value, or a value that slipped by a factor of a hundred.
  void remark_of_range(const std::string& path, const Parameter& parameter);

  /// Of a spread that goes beyond what the figure can be at all: draws would be refused there.
  void remark_of_reach(const std::string& path, const Parameter& parameter);

  void remark_of_share(const std::string& path, const Parameter& parameter);

  void read_values(const std::string& path, Parameter& parameter);

  void read_spread(const std::string& path, Parameter& parameter);

  /// Draws lie around their mean, the answer at its figures on the value. Nearer than a tenth of the sd, no chance of being above or below
  /// anything moves by more than four in a hundred (a normal's density at its middle, 0.4, times 0.1); nearer than a hundredth of the value it is rounding.
  void remark_of_mean(const std::string& path, double value, double mean, double sd, double scale);

  /// Of a Dirichlet, cell by cell: alpha by the sum of alphas, with the sd of a beta.
  void remark_of_shares(const std::string& path, const Parameter& parameter);

  Named named_at(const std::string& path, const std::string& name);

  Paid paid_at(const std::string& path);

  void read_formulas();

  void read_outcomes();

  void read_costs();

  void read_correlations();

  /// Whether there can be such numbers at all: what is not given is 0.
  void check_correlations();

  void read_published();

  void read_observed();
};

}  // namespace alongside::study
