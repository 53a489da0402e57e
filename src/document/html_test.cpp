#include "document/html.hpp"

#include <gtest/gtest.h>

namespace alongside::document {
namespace {

TEST(Html, NothingOfATextIsATagOrEndsAnAttribute) {
  EXPECT_EQ(html_escaped("a <b> & \"c\""), "a &lt;b&gt; &amp; &quot;c&quot;");
  EXPECT_EQ(html_escaped("São Paulo's"), "São Paulo's");
}

}  // namespace
}  // namespace alongside::document
