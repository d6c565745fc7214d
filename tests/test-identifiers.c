/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-identifiers.h"

#include <string.h>

#define UPN WAY_IDENTIFIER_UPN
#define ULN WAY_IDENTIFIER_ULN
#define URN WAY_IDENTIFIER_URN
#define LAESTAB WAY_IDENTIFIER_LAESTAB
#define UKPRN WAY_IDENTIFIER_UKPRN
#define POSTCODE WAY_IDENTIFIER_POSTCODE
#define LA WAY_IDENTIFIER_LA
#define GSS WAY_IDENTIFIER_GSS
#define VALID WAY_VERDICT_VALID
#define WARNING WAY_VERDICT_WARNING
#define INVALID WAY_VERDICT_INVALID

/* The worked examples of the domain reference, 5.1 and 5.2, and their edges. */
static void
test_worked_examples (void)
{
  static const struct
  {
    WayIdentifierKind kind;
    const char       *text;
    WayVerdict        verdict;
    const char       *normalised;
  } rows[] = {
    { UPN, "B801200005001", VALID, "B801200005001" },
    { UPN, "A801200005001", INVALID, "" },
    { UPN, "E334401226001", VALID, "E334401226001" },
    { UPN, "V888110725014", VALID, "V888110725014" },
    { UPN, "Q33440122600A", VALID, "Q33440122600A" },
    { UPN, "X80120000A001", INVALID, "" },
    { UPN, "b801200005001", VALID, "B801200005001" },
    { UPN, " B801 2000 05001 ", VALID, "B801200005001" },
    { UPN, "B80120000500", INVALID, "" },
    { UPN, "B8012000050011", INVALID, "" },
    { UPN, "I801200005001", INVALID, "" },
    { UPN, "1801200005001", INVALID, "" },
    { UPN, "", INVALID, "" },
    { UPN, NULL, INVALID, "" },
    { ULN, "9276308686", VALID, "9276308686" },
    { ULN, "1000000000", VALID, "1000000000" },
    { ULN, "1234567899", VALID, "1234567899" },
    { ULN, "9276308687", INVALID, "" },
    { ULN, "1000000060", INVALID, "" },
    { ULN, "1000000069", INVALID, "" },
    { ULN, "0276308686", INVALID, "" },
    { ULN, "927630868", INVALID, "" },
    { URN, "100000", VALID, "100000" },
    { URN, "999999", VALID, "999999" },
    { URN, "099999", INVALID, "" },
    { URN, "1000000", INVALID, "" },
    { URN, "10000O", INVALID, "" },
    { LAESTAB, "3341101", VALID, "3341101" },
    { LAESTAB, "334/1101", VALID, "3341101" },
    { LAESTAB, "334-1101", VALID, "3341101" },
    { LAESTAB, "9991101", WARNING, "9991101" },
    { LAESTAB, "3341500", WARNING, "3341500" },
    { LAESTAB, "3341149", VALID, "3341149" },
    { LAESTAB, "3341150", WARNING, "3341150" },
    { LAESTAB, "334110", INVALID, "" },
    { LAESTAB, "3341/101", INVALID, "" },
    { UKPRN, "10012345", VALID, "10012345" },
    { UKPRN, "20012345", INVALID, "" },
    { UKPRN, "1001234", INVALID, "" },
    { POSTCODE, "b913ql", VALID, "B91 3QL" },
    { POSTCODE, "PR18XJ", VALID, "PR1 8XJ" },
    { POSTCODE, "B91 3CL", INVALID, "" },
    { POSTCODE, "EC1A 1BB", VALID, "EC1A 1BB" },
    { POSTCODE, "W1A 0AX", VALID, "W1A 0AX" },
    { POSTCODE, "M1 1AE", VALID, "M1 1AE" },
    { POSTCODE, "DN55 1PT", VALID, "DN55 1PT" },
    { POSTCODE, "GIR 0AA", VALID, "GIR 0AA" },
    { POSTCODE, "QQ1 1AA", INVALID, "" },
    { POSTCODE, "B9", INVALID, "" },
    { POSTCODE, "B91 3QL\n", INVALID, "" },
    { LA, "334", VALID, "334" },
    { LA, "838", VALID, "838" },
    { LA, "909", WARNING, "909" },
    { LA, "999", INVALID, "" },
    { LA, "33", INVALID, "" },
    { GSS, "E08000029", VALID, "E08000029" },
    { GSS, "e10000017", VALID, "E10000017" },
    { GSS, "E12000005", VALID, "E12000005" },
    { GSS, "W06000001", INVALID, "" },
    { GSS, "E0800002", INVALID, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayIdentifier found = way_identifiers_check (rows[i].kind, rows[i].text);

      g_test_message ("%s %s: %s", way_identifiers_kind_name (rows[i].kind),
                      rows[i].text, found.reason);
      g_assert_cmpint (found.verdict, ==, rows[i].verdict);
      g_assert_cmpstr (found.text, ==, rows[i].normalised);
      g_assert_true (rows[i].verdict == VALID || found.reason != NULL);
    }
}

static void
test_a_upn_of_an_unknown_authority_is_only_warned_of (void)
{
  char upn[14] = "?999200005001";
  WayIdentifier found;

  upn[0] = way_identifiers_upn_letter (upn + 1);
  found = way_identifiers_check (UPN, upn);
  g_assert_cmpint (found.verdict, ==, WARNING);
  g_assert_cmpstr (found.text, ==, upn);
}

/* 838, 839 and 940 to 943 are missing from a widely used list. */
static void
test_newer_authorities_are_known (void)
{
  static const char *const las[] = { "838", "839", "940", "941", "942", "943" };

  for (guint i = 0; i < G_N_ELEMENTS (las); i++)
    g_assert_cmpint (way_identifiers_check (LA, las[i]).verdict, ==, VALID);
}

static void
random_upn (char upn[14])
{
  g_snprintf (upn + 1, 13, "334%04d%02d%03d", g_test_rand_int_range (0, 10000),
              g_test_rand_int_range (0, 100), g_test_rand_int_range (0, 1000));
  upn[0] = way_identifiers_upn_letter (upn + 1);
}

/* 23 is prime and every weight from 2 to 13 is smaller, so one altered character
 * always changes the sum; all but one kind of alteration is found.  The last
 * digit and the letter of the same value weigh the same: that turns a permanent
 * UPN into a temporary one, and is seen by that. */
static void
test_one_altered_character_is_found (void)
{
  static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUVWXYZ";

  for (guint n = 0; n < 300; n++)
    {
      char upn[14];

      random_upn (upn);
      g_assert_cmpint (way_identifiers_check (UPN, upn).verdict, ==, VALID);
      for (guint place = 0; place < 13; place++)
        for (const char *c = characters; *c != '\0'; c++)
          {
            char altered[14];
            WayIdentifier found;

            if (*c == upn[place])
              continue;
            memcpy (altered, upn, sizeof altered);
            altered[place] = *c;
            found = way_identifiers_check (UPN, altered);
            if (found.verdict == INVALID)
              continue;
            g_test_message ("%s %s", upn, altered);
            g_assert_cmpuint (place, ==, 12);
            g_assert_true (way_identifiers_upn_is_temporary (altered));
            g_assert_cmpint (strchr (characters + 10, *c) - (characters + 10), ==, upn[12] - '0');
          }
    }
}

/* Two neighbours that changed places differ in weight by one, so unless they
 * are equal the sum changes by less than 23. */
static void
test_two_swapped_digits_are_found (void)
{
  for (guint n = 0; n < 300; n++)
    {
      char upn[14];

      random_upn (upn);
      for (guint place = 1; place < 12; place++)
        {
          char altered[14];

          if (upn[place] == upn[place + 1])
            continue;
          memcpy (altered, upn, sizeof altered);
          altered[place] = upn[place + 1];
          altered[place + 1] = upn[place];
          g_assert_cmpint (way_identifiers_check (UPN, altered).verdict, ==, INVALID);
        }
    }
}

static void
test_one_altered_digit_of_a_uln_is_found (void)
{
  for (guint n = 0; n < 1000; n++)
    {
      char uln[11];
      int check;

      g_snprintf (uln, sizeof uln, "%d", g_test_rand_int_range (100000000, 1000000000));
      check = way_identifiers_uln_digit (uln);
      if (check < 0)
        continue;
      uln[9] = '0' + check;
      uln[10] = '\0';
      g_assert_cmpint (way_identifiers_check (ULN, uln).verdict, ==, VALID);
      for (guint place = 0; place < 10; place++)
        {
          char right = uln[place];

          uln[place] = '0' + (right - '0' + g_test_rand_int_range (1, 10)) % 10;
          g_assert_cmpint (way_identifiers_check (ULN, uln).verdict, ==, INVALID);
          uln[place] = right;
        }
    }
}

static void
test_specimens_are_valid_and_different (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint count = way_identifiers_count_specimens ();

  g_assert_cmpuint (count, >=, 450000);
  for (guint n = 0; n < count; n += n < 3000 || n > count - 3000 ? 1 : 997)
    {
      char upn[14];

      way_identifiers_specimen_upn (n, 2019, upn);
      g_assert_cmpint (way_identifiers_check (UPN, upn).verdict, ==, VALID);
      g_assert_cmpint (upn[4], ==, '9');
      g_assert_true (g_hash_table_add (seen, g_strdup (upn)));
    }
}

static void
test_names_are_found (void)
{
  WayIdentifierKind kind;

  for (guint i = 0; i < WAY_N_IDENTIFIERS; i++)
    {
      g_assert_true (way_identifiers_find_kind (way_identifiers_kind_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (way_identifiers_find_kind ("nhs", &kind));
}

static void
test_hostile_input_is_refused (void)
{
  g_autofree char *lengthy = g_strnfill (100000, '1');

  for (guint i = 0; i < WAY_N_IDENTIFIERS; i++)
    {
      g_assert_cmpint (way_identifiers_check (i, lengthy).verdict, ==, INVALID);
      g_assert_cmpint (way_identifiers_check (i, "\xff\xfe").verdict, ==, INVALID);
      g_assert_cmpint (way_identifiers_check (i, "   ").verdict, ==, INVALID);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/identifiers/worked-examples", test_worked_examples);
  g_test_add_func ("/model/identifiers/upn/unknown-authority",
                   test_a_upn_of_an_unknown_authority_is_only_warned_of);
  g_test_add_func ("/model/identifiers/la/newer-ones", test_newer_authorities_are_known);
  g_test_add_func ("/model/identifiers/upn/altered-character", test_one_altered_character_is_found);
  g_test_add_func ("/model/identifiers/upn/swapped-digits", test_two_swapped_digits_are_found);
  g_test_add_func ("/model/identifiers/uln/altered-digit",
                   test_one_altered_digit_of_a_uln_is_found);
  g_test_add_func ("/model/identifiers/upn/specimens", test_specimens_are_valid_and_different);
  g_test_add_func ("/model/identifiers/names", test_names_are_found);
  g_test_add_func ("/model/identifiers/hostile-input", test_hostile_input_is_refused);
  return g_test_run ();
}
