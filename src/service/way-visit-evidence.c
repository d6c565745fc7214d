/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files become evidence of a visit. */

#include "way-visit-evidence.h"

#include <string.h>

#include "way-attachments.h"
#include "way-file.h"
#include "way-photograph.h"

static guint
get_rule (const char *attribute)
{
  const WayCode *rule = way_codes_lookup ("visit_rule", "photograph");

  return rule != NULL ? (guint) way_code_get_int (rule, attribute, 0) : 0;
}

guint
way_visit_evidence_most (void)
{
  return get_rule ("most");
}

static gboolean
is_photograph (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && (g_ascii_strcasecmp (dot, ".jpg") == 0 ||
                         g_ascii_strcasecmp (dot, ".jpeg") == 0 ||
                         g_ascii_strcasecmp (dot, ".png") == 0);
}

/* What was a PNG is a JPEG now, and says so. */
static char *
name_photograph (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, (gsize) (dot - name));

  return g_strconcat (stem, ".jpg", NULL);
}

static WayAttachment *
take_photograph (WayDb        *db,
                 const char   *name,
                 GBytes       *bytes,
                 const GDate  *today,
                 const char   *who,
                 GError      **error)
{
  WayPhotographBounds bounds = { get_rule ("pixels"), get_rule ("megapixels"),
                                 get_rule ("quality") };
  g_autoptr(GBytes) smaller = way_photograph_shrink (bytes, &bounds, error);
  g_autofree char *new_name = name_photograph (name);

  return smaller != NULL ? way_attachments_take (db, new_name, smaller, today, who, error) : NULL;
}

static WayVisitEvidence *
evidence_of (WayAttachment *paper)
{
  WayVisitEvidence *self = way_visit_evidence_new ();

  self->name = g_strdup (paper->name);
  self->type = g_strdup (paper->type);
  self->size = paper->size;
  self->digest = g_strdup (paper->digest);
  self->added = paper->added;
  self->by = g_strdup (paper->by);
  return self;
}

WayVisitEvidence *
way_visit_evidence_take_file (WayDb        *db,
                              const char   *path,
                              const GDate  *today,
                              const char   *who,
                              GError      **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr(WayAttachment) paper = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (is_photograph (name))
    {
      bytes = way_file_read (path, get_rule ("bytes"), error);
      paper = bytes != NULL ? take_photograph (db, name, bytes, today, who, error) : NULL;
    }
  else
    {
      paper = way_attachments_take_file (db, path, today, who, error);
    }
  return paper != NULL ? evidence_of (paper) : NULL;
}

GBytes *
way_visit_evidence_read (WayDb                   *db,
                         const WayVisitEvidence  *evidence,
                         GError                 **error)
{
  g_autoptr(WayAttachment) paper = way_attachment_new ();

  paper->name = g_strdup (evidence->name);
  paper->digest = g_strdup (evidence->digest);
  paper->by = g_strdup (evidence->by);
  return way_attachments_read (db, paper, error);
}
