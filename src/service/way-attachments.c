/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files become attachments.  A name proves nothing: the first bytes say what a file
 * is, and for an archive the names of what is in it; then its own name has to end
 * as such a file's does, so that nobody opens something else than they think. */

#define _GNU_SOURCE             /* memmem */

#include "way-attachments.h"

#include <string.h>

#include "way-file.h"

static gint64
get_rule (const char *attribute)
{
  const WayCode *rule = way_codes_lookup ("referral_rule", "attachment");

  return rule != NULL ? way_code_get_int (rule, attribute, 0) : 0;
}

gsize
way_attachments_most_bytes (void)
{
  return (gsize) get_rule ("bytes");
}

guint
way_attachments_most (void)
{
  return (guint) get_rule ("most");
}

static gboolean
begins_with (const guint8 *data,
             gsize         size,
             const char   *digits)
{
  gsize length = strlen (digits) / 2;

  if (size < length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (data[i] != (g_ascii_xdigit_value (digits[2 * i]) << 4 |
                    g_ascii_xdigit_value (digits[2 * i + 1])))
      return FALSE;
  return TRUE;
}

static gboolean
is_of_type (const WayCode *type,
            const guint8  *data,
            gsize          size)
{
  const char *magic = way_code_get (type, "magic");
  const char *inside = way_code_get (type, "inside");

  if (magic == NULL)
    return g_utf8_validate_len ((const char *) data, size, NULL) &&
           memchr (data, '\0', size) == NULL;
  return begins_with (data, size, magic) &&
         (inside == NULL || memmem (data, size, inside, strlen (inside)) != NULL);
}

static const WayCode *
sniff (GBytes *bytes)
{
  g_autoptr(GPtrArray) types = way_codes_list ("attachment_type", NULL);
  const WayCode *plain = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < types->len; i++)
    {
      const WayCode *type = g_ptr_array_index (types, i);

      if (!is_of_type (type, data, size))
        continue;
      /* Many a file of another type can be read as text too. */
      if (way_code_get (type, "magic") != NULL)
        return type;
      plain = type;
    }
  return plain;
}

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE, sentence);
  return FALSE;
}

static gboolean
check_size (const char  *name,
            gsize        size,
            GError     **error)
{
  gsize most = way_attachments_most_bytes ();

  if (size == 0)
    return refuse (error, "“%s” is empty.", name);
  if (size > most)
    return refuse (error, "“%s” is larger than %" G_GSIZE_FORMAT " MB.", name,
                   most / (1024 * 1024));
  return TRUE;
}

static gboolean
check_ending (const char     *name,
              const WayCode  *type,
              GError        **error)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *ending = dot != NULL ? g_ascii_strdown (dot + 1, -1) : g_strdup ("");

  if (way_code_allows (type, "endings", ending))
    return TRUE;
  return refuse (error, "“%s” is not what its name says: its content is %s.", name, type->label);
}

const WayCode *
way_attachments_find_type (const char  *name,
                           GBytes      *bytes,
                           GError     **error)
{
  const WayCode *type;

  if (!check_size (name, g_bytes_get_size (bytes), error))
    return NULL;
  type = sniff (bytes);
  if (type == NULL)
    {
      refuse (error, "“%s” is of no type that can be attached: PDF, PNG, JPEG, DOCX, ODT, XLSX, "
                     "plain text.", name);
      return NULL;
    }
  return check_ending (name, type, error) ? type : NULL;
}

WayAttachment *
way_attachments_take (WayDb        *db,
                      const char   *name,
                      GBytes       *bytes,
                      const GDate  *today,
                      const char   *who,
                      GError      **error)
{
  g_autoptr(WayAttachment) self = way_attachment_new ();
  const WayCode *type = way_attachments_find_type (name, bytes, error);

  if (type == NULL)
    return NULL;
  self->digest = way_bodies_put (db, bytes, error);
  if (self->digest == NULL)
    return NULL;
  self->name = g_strdup (name);
  self->type = g_strdup (type->id);
  self->size = (gint64) g_bytes_get_size (bytes);
  self->added = *today;
  self->by = g_strdup (who);
  return g_steal_pointer (&self);
}

WayAttachment *
way_attachments_take_file (WayDb        *db,
                           const char   *path,
                           const GDate  *today,
                           const char   *who,
                           GError      **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr(GError) cause = NULL;
  g_autoptr(GBytes) bytes = way_file_read (path, way_attachments_most_bytes (), &cause);

  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    {
      check_size (name, G_MAXSIZE, error);
      return NULL;
    }
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return way_attachments_take (db, name, bytes, today, who, error);
}

GBytes *
way_attachments_read (WayDb               *db,
                      const WayAttachment *attachment,
                      GError             **error)
{
  g_autoptr(GError) cause = NULL;
  GBytes *bytes = way_bodies_get (db, attachment->digest, &cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (bytes == NULL)
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                 "“%s” is not in this copy. Ask %s for it.", attachment->name,
                 attachment->by != NULL ? attachment->by : "who added it");
  return bytes;
}
