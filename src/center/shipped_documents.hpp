// The protocols and guardrails that ship with the program, inside it.
//
// Goals: `init` works on a machine that holds nothing but the program; what was shipped can be compared with what was adopted.
// Non-goals: reading or checking them (room document does that); documents that a site wrote itself.
// Threads: constant data, any thread may read it at any time.
//
// The definition is written at build time by cmake/embed_documents.cmake from protocols/ and guardrails/.
#pragma once

#include <span>
#include <string_view>

namespace alongside::center {

struct ShippedDocument {
  std::string_view name;  // the path in the source tree: "protocols/sydney.toml"
  std::string_view text;  // the file's bytes
};

// Every shipped document, sorted by name. Lives as long as the program.
std::span<const ShippedDocument> shipped_documents();

}  // namespace alongside::center
