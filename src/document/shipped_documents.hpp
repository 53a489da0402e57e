// The documents that ship with the program, inside it: protocols, guardrails, studies, templates, scenarios, plans, places.
//
// Goals: every command works on a machine that holds nothing but the program; what was shipped can be compared with what was adopted.
// Non-goals: reading or checking them (each room reads its own); documents that a site wrote itself.
// Threads: constant data, any thread may read it at any time.
//
// The definition is written at build time by cmake/embed_documents.cmake from the folders of the source tree.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace alongside::document {

struct ShippedDocument {
  std::string_view name;  // the path in the source tree: "protocols/sydney.toml"
  std::string_view text;  // the file's bytes
};

// Every shipped document, sorted by name. Lives as long as the program.
std::span<const ShippedDocument> shipped_documents();

/// The short names of the shipped documents of a folder ("sydney" of "protocols"), in the order of the alphabet.
std::vector<std::string> shipped_names(std::string_view folder);

bool is_shipped(std::string_view folder, std::string_view name);

/// The text of a shipped document by its short name ("sydney") or of a file by its path. `folder`: "protocols", "guardrails", "studies", "templates", "scenarios", "plans", "places".
base::Result<std::string> document_text(std::string_view folder, std::string_view name_or_path);

}  // namespace alongside::document
