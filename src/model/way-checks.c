/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks that several description tables share.  Each says no with a
 * sentence fit to stand under the field. */

#include "way-describe-private.h"

#include <string.h>

#include "way-identifiers.h"

gboolean
way_check_period (const GDate  *from,
                  const GDate  *to,
                  const char   *to_name,
                  GError      **error)
{
  if (!way_date_is_set (from) || !way_date_is_set (to) || way_date_compare (from, to) <= 0)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "%s: lies before the beginning", to_name);
  return FALSE;
}

gboolean
way_check_timetable (gint64       sessions,
                     const char  *timetable,
                     GError     **error)
{
  gint64 slots = 0;

  if (timetable == NULL || sessions == WAY_INTEGER_NONE)
    return TRUE;
  for (const char *p = timetable; p != NULL; p = strchr (p + 1, '|'))
    slots++;
  if (slots == sessions)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "sessions: %" G_GINT64_FORMAT " a week, but %" G_GINT64_FORMAT
               " are in the timetable", sessions, slots);
  return FALSE;
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, reason);
  return FALSE;
}

static gboolean
check_identifier (WayIdentifierKind   kind,
                  const char         *text,
                  GError            **error)
{
  WayIdentifier found = way_identifiers_check (kind, text);

  if (found.verdict != WAY_VERDICT_INVALID)
    return TRUE;
  return refuse (error, found.reason != NULL ? found.reason : "not valid");
}

gboolean
way_check_urn (const char  *text,
               GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_URN, text, error);
}

gboolean
way_check_laestab (const char  *text,
                   GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_LAESTAB, text, error);
}

gboolean
way_check_ukprn (const char  *text,
                 GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_UKPRN, text, error);
}

gboolean
way_check_upn (const char  *text,
               GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_UPN, text, error);
}

gboolean
way_check_uln (const char  *text,
               GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_ULN, text, error);
}

gboolean
way_check_postcode (const char  *text,
                    GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_POSTCODE, text, error);
}

gboolean
way_check_gss (const char  *text,
               GError     **error)
{
  return check_identifier (WAY_IDENTIFIER_GSS, text, error);
}

gboolean
way_check_digest (const char  *text,
                  GError     **error)
{
  if (strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64)
    return TRUE;
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
                       "64 hexadecimal digits, in small letters");
  return FALSE;
}

/* Something before an @ and a dot after it: more would refuse real addresses. */
gboolean
way_check_email (const char  *text,
                 GError     **error)
{
  const char *at = strchr (text, '@');

  if (at != NULL && at > text && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL &&
      text[strlen (text) - 1] != '.' && strchr (text, ' ') == NULL)
    return TRUE;
  return refuse (error, N_("is no e-mail address"));
}

gboolean
way_check_telephone (const char  *text,
                     GError     **error)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        digits++;
      else if (strchr (" +-()extEXT.", *p) == NULL)
        return refuse (error, N_("is no telephone number"));
    }
  return digits >= 3 ? TRUE : refuse (error, N_("is no telephone number"));
}

gboolean
way_check_website (const char  *text,
                   GError     **error)
{
  if (strchr (text, '.') != NULL && strchr (text, ' ') == NULL && strstr (text, "javascript:") == NULL)
    return TRUE;
  return refuse (error, N_("is no web address"));
}
