#include "center/request_bytes.hpp"

#include <type_traits>

namespace alongside::center {

namespace {

class Put {
 public:
  explicit Put(base::Writer& out) : out_(out) {}
  void operator()(std::string_view, const auto& value) { put(value); }

 private:
  template <class T>
  void put(const T& value) {
    if constexpr (std::is_enum_v<T>) out_.number(static_cast<std::underlying_type_t<T>>(value));
    else if constexpr (std::is_same_v<T, bool>) out_.number(static_cast<std::uint8_t>(value));
    else if constexpr (std::is_integral_v<T>) out_.number(value);
    else if constexpr (std::is_same_v<T, base::Uuid>) out_.raw(value.bytes);
    else if constexpr (std::is_same_v<T, base::Instant>) out_.number(value.milliseconds_utc);
    else if constexpr (std::is_same_v<T, domain::VisitId>) { out_.number(value.number); out_.number(value.slot); }
    else if constexpr (requires { value.bits; }) out_.number(value.bits);
    else if constexpr (requires { value.number; }) out_.number(value.number);
    else T::fields(value, *this);
  }
  base::Writer& out_;
};

class Take {
 public:
  explicit Take(base::Reader& in) : in_(in) {}
  void operator()(std::string_view, auto& value) { take(value); }

 private:
  template <class T>
  void take(T& value) {
    if constexpr (std::is_enum_v<T>) value = static_cast<T>(in_.number<std::underlying_type_t<T>>());
    else if constexpr (std::is_same_v<T, bool>) value = in_.number<std::uint8_t>() != 0;
    else if constexpr (std::is_integral_v<T>) value = in_.number<T>();
    else if constexpr (std::is_same_v<T, base::Uuid>) {
      const auto raw = in_.raw(16);
      if (raw.size() == 16) std::copy(raw.begin(), raw.end(), value.bytes.begin());
    }
    else if constexpr (std::is_same_v<T, base::Instant>) value.milliseconds_utc = in_.number<std::int64_t>();
    else if constexpr (std::is_same_v<T, domain::VisitId>) { value.number = in_.number<std::uint32_t>(); value.slot = in_.number<std::uint16_t>(); }
    else if constexpr (requires { value.bits; }) value.bits = in_.number<decltype(value.bits)>();
    else if constexpr (requires { value.number; }) value.number = in_.number<decltype(value.number)>();
    else T::fields(value, *this);
  }
  base::Reader& in_;
};

}  // namespace

ledger::Digest content_of(const Request& request) {
  if (request.content) return *request.content;
  base::Writer out;
  std::visit(
      [&]<class Body>(const Body& body) {
        out.block(base::bytes_of(Body::name));
        if constexpr (requires { Body::fields(body, Put(out)); }) Body::fields(body, Put(out));
      },
      request.body);
  out.block(base::bytes_of(request.code));
  out.number(static_cast<std::uint8_t>(request.enrol));
  return ledger::digest_of(out.bytes());
}

base::Bytes bytes_of_emergency(const Request& request) {
  base::Writer out;
  out.raw(request.id.bytes);
  out.number(request.received_at.milliseconds_utc);
  out.number(request.age.milliseconds);
  out.number(request.marks.bits);
  out.number(request.by.staff.number);
  out.number(static_cast<std::uint8_t>(request.by.role));
  out.number(request.by.device.number);
  out.raw(content_of(request).bytes);
  if (const auto* tap = std::get_if<domain::TapAct>(&request.body)) {
    out.number(std::uint8_t{0});
    domain::TapAct::fields(*tap, Put(out));
  } else {
    out.number(std::uint8_t{1});
    domain::MoveAct::fields(std::get<domain::MoveAct>(request.body), Put(out));
  }
  return out.take();
}

std::optional<Request> emergency_from(base::BytesView bytes) {
  base::Reader in(bytes);
  Request request;
  Take take(in);
  take("id", request.id);
  take("received_at", request.received_at);
  request.age.milliseconds = in.number<std::int64_t>();
  take("marks", request.marks);
  take("staff", request.by.staff);
  take("role", request.by.role);
  take("device", request.by.device);
  request.content = ledger::Digest::from(in.raw(32));
  if (in.number<std::uint8_t>() == 0) {
    domain::TapAct tap;
    domain::TapAct::fields(tap, take);
    request.body = tap;
  } else {
    domain::MoveAct move;
    domain::MoveAct::fields(move, take);
    request.body = move;
  }
  if (!in.complete()) return std::nullopt;
  return request;
}

}  // namespace alongside::center
