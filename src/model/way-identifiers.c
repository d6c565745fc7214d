/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges identifiers by their form and check characters.  Whether a number
 * belongs to this child or that school is not known here. */

#include "way-identifiers.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"

#define UPN_LENGTH 13
#define UPN_LETTERS "ABCDEFGHJKLMNPQRTUVWXYZ"   /* no I, O, S */
#define SERIALS 999                             /* 001 to 999 for an establishment and year */

/* More than any identifier needs with its spaces. */
#define INPUT_LIMIT 64

typedef WayIdentifier (*Judge) (const char *text);

static WayIdentifier
judgement (WayVerdict  verdict,
           const char *text,
           const char *reason)
{
  WayIdentifier found = { .verdict = verdict, .reason = reason };

  if (verdict != WAY_VERDICT_INVALID)
    g_strlcpy (found.text, text, sizeof found.text);
  return found;
}

static WayIdentifier
invalid (const char *reason)
{
  return judgement (WAY_VERDICT_INVALID, "", reason);
}

static gboolean
is_digits (const char *text,
           gsize       length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

/* The digits' value; the caller has seen that they are digits. */
static gint64
number (const char *text,
        gsize       length)
{
  gint64 value = 0;

  for (gsize i = 0; i < length; i++)
    value = value * 10 + (text[i] - '0');
  return value;
}

static gboolean
in_row_range (const WayCode *row,
              gint64         value)
{
  return value >= way_code_get_int (row, "first", 1) && value <= way_code_get_int (row, "last", 0);
}

static gboolean
is_authority (const char *three)
{
  char la[4];

  g_strlcpy (la, three, sizeof la);
  return way_codes_lookup ("la", la) != NULL;
}

/* A digit counts as itself, a letter as its place in the alphabet of UPNs;
 * -1 for anything else. */
static int
upn_value (char c)
{
  const char *letter;

  if (g_ascii_isdigit (c))
    return c - '0';
  letter = c != '\0' ? strchr (UPN_LETTERS, c) : NULL;
  return letter != NULL ? letter - UPN_LETTERS : -1;
}

static WayIdentifier
judge_upn (const char *text)
{
  char letter;

  if (strlen (text) != UPN_LENGTH)
    return invalid (N_("A UPN has 13 characters"));
  if (g_ascii_isdigit (text[0]) || upn_value (text[0]) < 0)
    return invalid (N_("A UPN begins with a letter other than I, O and S"));
  letter = way_identifiers_upn_letter (text + 1);
  if (letter == '\0')
    return invalid (N_("After its first letter a UPN has 12 digits, or 11 digits and a letter"));
  if (letter != text[0])
    return invalid (N_("The check letter does not fit the digits"));
  if (!is_authority (text + 1))
    return judgement (WAY_VERDICT_WARNING, text, N_("The authority’s number is not known"));
  return judgement (WAY_VERDICT_VALID, text,
                    way_identifiers_upn_is_temporary (text) ? N_("A temporary UPN") : NULL);
}

static WayIdentifier
judge_uln (const char *text)
{
  int check;

  if (!is_digits (text, 10) || text[0] == '0')
    return invalid (N_("A ULN has 10 digits and does not begin with 0"));
  check = way_identifiers_uln_digit (text);
  if (check < 0)
    return invalid (N_("No ULN begins with these nine digits"));
  if (check != text[9] - '0')
    return invalid (N_("The check digit does not fit the digits before it"));
  return judgement (WAY_VERDICT_VALID, text, NULL);
}

static WayIdentifier
judge_urn (const char *text)
{
  if (!is_digits (text, 6) ||
      !in_row_range (way_codes_lookup ("number_range", "urn"), number (text, 6)))
    return invalid (N_("A URN has 6 digits and does not begin with 0"));
  return judgement (WAY_VERDICT_VALID, text, NULL);
}

static WayIdentifier
judge_ukprn (const char *text)
{
  if (!is_digits (text, 8) ||
      !in_row_range (way_codes_lookup ("number_range", "ukprn"), number (text, 8)))
    return invalid (N_("A UKPRN has 8 digits and begins with 1"));
  return judgement (WAY_VERDICT_VALID, text, NULL);
}

static WayIdentifier
judge_laestab (const char *text)
{
  char plain[8] = "";
  g_autoptr(GPtrArray) ranges = NULL;

  if (strlen (text) == 8 && strchr ("/-", text[3]) != NULL)
    {
      memcpy (plain, text, 3);
      memcpy (plain + 3, text + 4, 4);
    }
  else if (strlen (text) == 7)
    memcpy (plain, text, 7);
  if (!is_digits (plain, 7))
    return invalid (N_("A DfE number has 7 digits: 3 of the authority, 4 of the school"));
  if (!is_authority (plain))
    return judgement (WAY_VERDICT_WARNING, plain, N_("The authority’s number is not known"));

  ranges = way_codes_list ("laestab_range", NULL);
  for (guint i = 0; i < ranges->len; i++)
    if (in_row_range (g_ptr_array_index (ranges, i), number (plain + 3, 4)))
      return judgement (WAY_VERDICT_VALID, plain, NULL);
  return judgement (WAY_VERDICT_WARNING, plain,
                    N_("The school’s number is outside the usual ranges"));
}

static WayIdentifier
judge_la (const char *text)
{
  const WayCode *la;

  if (!is_digits (text, 3))
    return invalid (N_("An authority’s number has 3 digits"));
  la = way_codes_lookup ("la", text);
  if (la == NULL)
    return invalid (N_("The authority’s number is not known"));
  if (g_date_valid (&la->to))
    return judgement (WAY_VERDICT_WARNING, text, N_("This authority is no more"));
  return judgement (WAY_VERDICT_VALID, text, NULL);
}

static WayIdentifier
judge_gss (const char *text)
{
  char kind[4] = "";

  if (strlen (text) != 9 || !is_digits (text + 3, 6))
    return invalid (N_("A GSS code has a letter and 8 digits"));
  memcpy (kind, text, 3);
  if (way_codes_lookup ("gss_kind", kind) == NULL)
    return invalid (N_("Not a GSS code of an English authority, district or region"));
  return judgement (WAY_VERDICT_VALID, text, NULL);
}

static gpointer
compile_postcode (gpointer data)
{
  return g_regex_new ("^(GIR 0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9ABEHMNPRV-Y]"
                      "|[0-9][A-HJKPS-UW]) [0-9][ABD-HJLNP-UW-Z]{2})$",
                      G_REGEX_OPTIMIZE | G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
}

/* The rule is P1 of the domain reference, 5.2. */
static WayIdentifier
judge_postcode (const char *text)
{
  static GOnce once = G_ONCE_INIT;
  const GRegex *regex = g_once (&once, compile_postcode, NULL);
  gsize length = strlen (text);
  char spaced[9] = "";

  if (length < 5 || length > 7)
    return invalid (N_("Not a postcode"));
  memcpy (spaced, text, length - 3);
  spaced[length - 3] = ' ';
  memcpy (spaced + length - 2, text + length - 3, 3);
  if (!g_regex_match (regex, spaced, 0, NULL))
    return invalid (N_("Not a postcode"));
  return judgement (WAY_VERDICT_VALID, spaced, NULL);
}

static const struct
{
  const char *name;
  Judge       judge;
} kinds[WAY_N_IDENTIFIERS] = {
  [WAY_IDENTIFIER_UPN] = { "upn", judge_upn },
  [WAY_IDENTIFIER_ULN] = { "uln", judge_uln },
  [WAY_IDENTIFIER_URN] = { "urn", judge_urn },
  [WAY_IDENTIFIER_LAESTAB] = { "laestab", judge_laestab },
  [WAY_IDENTIFIER_UKPRN] = { "ukprn", judge_ukprn },
  [WAY_IDENTIFIER_POSTCODE] = { "postcode", judge_postcode },
  [WAY_IDENTIFIER_LA] = { "la", judge_la },
  [WAY_IDENTIFIER_GSS] = { "gss", judge_gss },
};

const char *
way_identifiers_kind_name (WayIdentifierKind kind)
{
  g_return_val_if_fail ((guint) kind < WAY_N_IDENTIFIERS, NULL);
  return kinds[kind].name;
}

gboolean
way_identifiers_find_kind (const char        *name,
                           WayIdentifierKind *kind)
{
  for (guint i = 0; i < WAY_N_IDENTIFIERS; i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

WayIdentifier
way_identifiers_check (WayIdentifierKind  kind,
                       const char        *text)
{
  char plain[INPUT_LIMIT] = "";
  gsize length = 0;

  g_return_val_if_fail ((guint) kind < WAY_N_IDENTIFIERS, invalid (NULL));
  if (text == NULL)
    return invalid (N_("Nothing there"));

  for (; *text != '\0'; text++)
    {
      if (*text == ' ' || *text == '\t')
        continue;
      if (length + 1 == sizeof plain || !g_ascii_isgraph (*text))
        return invalid (N_("Has characters that do not belong there"));
      plain[length++] = g_ascii_toupper (*text);
    }
  if (length == 0)
    return invalid (N_("Nothing there"));
  return kinds[kind].judge (plain);
}

gboolean
way_identifiers_upn_is_temporary (const char *upn)
{
  return strlen (upn) == UPN_LENGTH && g_ascii_isalpha (upn[UPN_LENGTH - 1]);
}

char
way_identifiers_upn_letter (const char *rest)
{
  guint sum = 0;

  if (strlen (rest) != UPN_LENGTH - 1)
    return '\0';
  for (guint i = 0; i < UPN_LENGTH - 1; i++)
    {
      int value = upn_value (rest[i]);

      if (value < 0 || (!g_ascii_isdigit (rest[i]) && i != UPN_LENGTH - 2))
        return '\0';
      sum += value * (i + 2);
    }
  return UPN_LETTERS[sum % strlen (UPN_LETTERS)];
}

/* Weights 10 to 1, and the whole sum leaves 10 on division by 11 (HESA). */
int
way_identifiers_uln_digit (const char *nine)
{
  guint sum = 0;

  for (guint i = 0; i < 9; i++)
    {
      if (!g_ascii_isdigit (nine[i]))
        return -1;
      sum += (nine[i] - '0') * (10 - i);
    }
  return sum % 11 == 0 ? -1 : 10 - (int) (sum % 11);
}

guint
way_identifiers_count_specimens (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("specimen_laestab", NULL);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      count += way_code_get_int (row, "last", 0) - way_code_get_int (row, "first", 1) + 1;
    }
  return count * SERIALS;
}

void
way_identifiers_specimen_upn (guint n,
                              int   year,
                              char  upn[14])
{
  g_autoptr(GPtrArray) rows = way_codes_list ("specimen_laestab", NULL);
  guint school = n / SERIALS;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      guint first = way_code_get_int (row, "first", 1);
      guint schools = way_code_get_int (row, "last", 0) - first + 1;

      if (school < schools)
        {
          g_snprintf (upn + 1, UPN_LENGTH, "%.3s%04u%02u%03u",
                      row->id, first + school, (guint) year % 100, n % SERIALS + 1);
          upn[0] = way_identifiers_upn_letter (upn + 1);
          return;
        }
      school -= schools;
    }
  g_return_if_reached ();
}
