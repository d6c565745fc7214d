/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every error that can reach a person has words of its own. */
#include <gio/gio.h>

#include "way-entity.h"
#include "way-error-text.h"
#include "way-exchange-error.h"
#include "way-keyring.h"
#include "way-pdf.h"
#include "way-service-error.h"
#include "way-store-error.h"

/* Each enum from its first code to its last: a new code beyond the last one
 * must be named here, and have its row. */
static const struct
{
  const char *domain;
  GQuark    (*quark) (void);
  int         last;
} domains[] = {
  { "keyring", way_keyring_error_quark, WAY_KEYRING_ERROR_FAILED },
  { "store", way_store_error_quark, WAY_STORE_ERROR_KEY_FILE },
  { "model", way_model_error_quark, WAY_MODEL_ERROR_UNKNOWN },
  { "exchange", way_exchange_error_quark, WAY_EXCHANGE_ERROR_LARGE },
  { "service", way_service_error_quark, WAY_SERVICE_ERROR_HELD },
  { "report", way_report_error_quark, WAY_REPORT_ERROR_DRAW },
};

static void
test_every_code_has_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code <= domains[i].last; code++)
      {
        g_test_message ("%s %d", domains[i].domain, code);
        g_assert_true (way_error_text_knows (domains[i].quark (), code));
      }
}

/* What went wrong, then what to do: two sentences, none of the log's words. */
static void
test_words_say_what_to_do (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code <= domains[i].last; code++)
      {
        g_autoptr(GError) error =
          g_error_new_literal (domains[i].quark (), code, "exact words for the log");
        g_autofree char *text = way_error_text (error);

        g_assert_true (g_str_has_suffix (text, "."));
        g_assert_cmpint (g_strrstr (text, ". ") != NULL || g_strrstr (text, ": ") != NULL, ==, TRUE);
      }
}

static void
test_unknown_error_keeps_its_message (void)
{
  g_autoptr(GError) error =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "line 7");
  g_autofree char *text = way_error_text (error);

  g_assert_nonnull (strstr (text, "line 7"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/error-text/every-code-has-words", test_every_code_has_words);
  g_test_add_func ("/app/error-text/words-say-what-to-do", test_words_say_what_to_do);
  g_test_add_func ("/app/error-text/unknown-keeps-its-message",
                   test_unknown_error_keeps_its_message);

  return g_test_run ();
}
