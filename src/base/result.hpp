// Result: a value, or an error that a person can act on.
//
// Operating errors (a disk, a file, an input) are values of this type; programmer errors are assertions.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace alongside::base {

/// What kind of failure it is; the command line turns this into its exit status.
enum class Failure {
  operation,  ///< a disk, a network, a lock: exit 1
  input,      ///< the input is wrong: exit 2
  check,      ///< a check did not hold: exit 3
};

struct Error {
  std::string message;  ///< where (file:line:column), what was expected, what was found, what to do next
  Failure failure = Failure::operation;
};

inline Error input_error(std::string message) { return {std::move(message), Failure::input}; }
inline Error check_error(std::string message) { return {std::move(message), Failure::check}; }
inline Error operation_error(std::string message) { return {std::move(message), Failure::operation}; }

struct Done {};

template <class T = Done>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: conversion is the point
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: conversion is the point

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&held_);
  }
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&held_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&held_));
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, Error> held_;
};

}  // namespace alongside::base
