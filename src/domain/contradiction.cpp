#include "domain/contradiction.hpp"

namespace alongside::domain {

std::string contradiction(const State& state, const Event& event) {
  return std::visit(
      [&]<class Body>(const Body& body) -> std::string {
        if constexpr (requires { contradicts(state, body); }) {
          const std::string what = contradicts(state, body);
          return what.empty() ? what : std::string(Body::is.name) + " " + what;
        } else {
          return {};
        }
      },
      event.body);
}

}  // namespace alongside::domain
