#include "center/writer/read_record.hpp"

#include <utility>

#include "center/replay.hpp"
#include "center/writer/fold_record.hpp"
#include "center/writer/held_copies.hpp"
#include "center/writer/held_heads.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

base::Result<std::unique_ptr<ledger::Store>> open_store(const ReadWith& with) {
  if (with.options.open_store) return with.options.open_store(with.folder, with.keys);
  auto opened = ledger::SqliteStore::open(with.folder.ledger(), with.keys, with.folder.id);
  if (!opened) return opened.error();
  return std::unique_ptr<ledger::Store>(std::move(*opened));
}

base::Result<OpenRecord> open_record(const ReadWith& with) {
  OpenRecord out;
  auto store = open_store(with);
  if (!store) return store.error();
  out.store = std::move(*store);
  auto key_store = ledger::SqliteKeyStore::open(with.folder.keys(), with.keys, with.folder.id);
  if (!key_store) return key_store.error();
  out.keys = std::move(*key_store);
  out.participants = std::make_unique<Participants>(with.keys, *out.keys);
  if (const auto loaded = out.participants->load(); !loaded) return loaded.error();
  return out;
}

}  // namespace

base::Result<RecordRead> read_record(const ReadWith& with) {
  auto record = open_record(with);
  if (!record) return record.error();
  RecordRead out;
  out.record = std::move(*record);
  out.files = OpenFiles(with.folder);
  out.table = std::make_unique<SideTable>();
  out.published.state.documents = &out.table->machine;
  out.published.documents = out.table.get();
  if (const auto folded = fold_record(out, with.zone, with.clock); !folded) return folded.error();
  out.published.head = out.record.store->head();
  out.published.head_mark = ledger::token_of(with.keys.head_token, out.published.head).mark;
  hold_against_heads(out, with);
  out.published.is_from_record = true;
  hold_copies_against(out, with);
  domain::make_room(out.published.state);
  return out;
}

}  // namespace alongside::center
