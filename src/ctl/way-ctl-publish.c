/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statistics release from a file, and the attack on releases. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-ctl-table.h"
#include "way-release-folder.h"
#include "way-release-tables.h"
#include "way-text.h"

/* --- Publishing --- */

/* "2025", or "2025/26" as well as "2025-26". */
static gboolean
read_year (WayCtl  *ctl,
           int     *year,
           GError **error)
{
  const char *text = way_ctl_option (ctl, "year");
  GDate today = way_ctl_today (ctl);
  g_autofree char *first = text != NULL ? g_strndup (text, 4) : NULL;
  gint64 number = 0;
  gboolean good;

  if (text == NULL)
    {
      *year = way_release_year_of (&today);
      return TRUE;
    }
  good = way_text_parse_int (first, 1990, 2100, &number);
  *year = (int) number;
  if (good && strlen (text) > 4)
    {
      g_autofree char *whole = way_release_year_text (*year);

      whole[4] = text[4] == '-' ? '-' : '/';
      good = strcmp (text, whole) == 0;
    }
  if (!good)
    g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                 _("--year: “%s” is no school year; write 2025 or 2025/26"), text);
  return good;
}

/* Whoever publishes from the command line may leave the note out: what changed
 * is in the records. */
static char *
make_note (WayCtl                *ctl,
           const WayPublishDraft *draft)
{
  const char *note = way_ctl_option (ctl, "note");
  g_autofree char *day = way_date_to_iso (&draft->made);

  if (note != NULL || way_publish_draft_replaces (draft) == NULL)
    return g_strdup (note);
  return g_strdup_printf ("Made again from the records of %s.", day);
}

static void
print_release (const WayPublishDraft *draft,
               const char            *path)
{
  g_autofree char *year = way_release_year_text (draft->year);
  guint n = 0;

  for (guint i = WAY_WHY_NOT + 1; i < WAY_N_WHYS; i++)
    n += draft->hidden[i];
  way_ctl_print (ngettext ("%s: %u table for %s, profile %s; %u figures hidden\n",
                           "%s: %u tables for %s, profile %s; %u figures hidden\n",
                           draft->tables->len),
                 path, draft->tables->len, year, draft->profile.id, n);
}

static WayCtlStatus
publish (WayCtl  *ctl,
         GError **error)
{
  const char *profile = way_ctl_need (ctl, "profile", error);
  const char *path = profile != NULL ? way_ctl_need (ctl, "out", error) : NULL;
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, NULL);
  GDate today = way_ctl_today (ctl);
  g_autoptr(WayPublishDraft) draft = NULL;
  int year;

  if (path == NULL || !read_year (ctl, &year, error))
    return WAY_CTL_REFUSED;
  if (way_ctl_db (ctl) == NULL)
    {
      g_set_error_literal (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--file is missing"));
      return WAY_CTL_REFUSED;
    }
  draft = way_publish_draft_new (way_ctl_db (ctl), profile, year, &today,
                                 way_ctl_flag (ctl, "table") ? way_ctl_options (ctl, "table") : NULL,
                                 error);
  if (draft == NULL)
    return WAY_CTL_REFUSED;
  draft->note = make_note (ctl, draft);
  if (!way_release_publish (way_ctl_db (ctl), info.who, way_ctl_option (ctl, "approved-by"), draft,
                            path, error))
    return WAY_CTL_REFUSED;
  print_release (draft, path);
  return WAY_CTL_DONE;
}

/* --- The attack --- */

static gboolean
read_folder (GPtrArray   *folders,
             const char  *path,
             GError     **error)
{
  WayReleaseFolder *folder = way_release_folder_read (path, error);

  if (folder == NULL)
    return FALSE;
  g_ptr_array_add (folders, folder);
  return TRUE;
}

static gboolean
read_folders (WayCtl     *ctl,
              GPtrArray  *folders,
              GError    **error)
{
  const char *const *with = way_ctl_options (ctl, "with");

  if (!read_folder (folders, way_ctl_option (ctl, "attack"), error))
    return FALSE;
  for (guint i = 0; with != NULL && with[i] != NULL; i++)
    if (!read_folder (folders, with[i], error))
      return FALSE;
  return TRUE;
}

static void
print_attack (WayCtl                 *ctl,
              const WayPublishAttack *attack)
{
  static const char *const headings[] = { "finding", NULL };

  if (way_ctl_form (ctl) != WAY_CTL_TEXT || attack->leaks->len > 0)
    {
      g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);

      for (guint i = 0; i < attack->leaks->len; i++)
        way_ctl_table_add (table, WAY_CTL_CELL_TEXT, g_ptr_array_index (attack->leaks, i));
    }
  else
    way_ctl_print (ngettext ("%u hidden cell was attacked; it stands\n",
                             "%u hidden cells were attacked; all stand\n", attack->n_hidden),
                   attack->n_hidden);
}

static WayCtlStatus
attack_releases (WayCtl  *ctl,
                 GError **error)
{
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func (
    (GDestroyNotify) way_release_folder_free);
  g_autofree WayPublishSeen *seen = NULL;
  g_autoptr(WayPublishAttack) attack = NULL;

  if (!read_folders (ctl, folders, error))
    return WAY_CTL_REFUSED;
  seen = g_new0 (WayPublishSeen, folders->len);
  for (guint i = 0; i < folders->len; i++)
    {
      const WayReleaseFolder *folder = g_ptr_array_index (folders, i);

      seen[i] = (WayPublishSeen) {
        folder->tables, { folder->threshold, folder->rounding }, folder->profile,
      };
    }
  attack = way_publish_attack (seen, folders->len, way_ctl_progress, NULL, NULL, error);
  way_ctl_end_progress ();
  if (attack == NULL)
    return WAY_CTL_REFUSED;
  print_attack (ctl, attack);
  return attack->leaks->len > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_publish (WayCtl  *ctl,
                     GError **error)
{
  if (way_ctl_flag (ctl, "attack"))
    return attack_releases (ctl, error);
  return publish (ctl, error);
}
