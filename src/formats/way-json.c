/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of JSON, and how a text is written. */

#include "way-json.h"

#include <string.h>

#include "way-text.h"

struct _WayJson
{
  WayJsonType  type;
  char        *text;       /* of a text; of a number as it stands; "true" of a boolean */
  GPtrArray   *values;     /* of WayJson *, of an array or object */
  GPtrArray   *names;      /* of char *, of an object */
};

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  guint       depth;
  guint       n_values;
} Reader;

static gboolean read_value (Reader   *reader,
                            WayJson **value,
                            GError  **error);

void
way_json_free (WayJson *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}

/* --- Where it stopped --- */

static gboolean
refuse (const Reader     *reader,
        WayFormatsError   code,
        const char       *fault,
        GError          **error)
{
  guint line = 1, column = 1;

  for (const char *p = reader->start; p < reader->at; p++)
    if (*p == '\n')
      {
        line++;
        column = 1;
      }
    else if (((guchar) *p & 0xc0) != 0x80)
      column++;
  g_set_error (error, WAY_FORMATS_ERROR, code, "line %u, column %u: %s", line, column, fault);
  return FALSE;
}

static gboolean
refuse_syntax (const Reader  *reader,
               const char    *fault,
               GError       **error)
{
  return refuse (reader, WAY_FORMATS_ERROR_SYNTAX,
                 reader->at == reader->end ? "the document is cut off" : fault, error);
}

static void
skip_space (Reader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", *reader->at) != NULL && *reader->at != '\0')
    reader->at++;
}

static gboolean
take (Reader *reader,
      char    wanted)
{
  if (reader->at == reader->end || *reader->at != wanted)
    return FALSE;
  reader->at++;
  return TRUE;
}

/* --- Texts --- */

static gboolean
read_hex (Reader   *reader,
          gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = reader->at < reader->end ? g_ascii_xdigit_value (*reader->at) : -1;

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + (gunichar) digit;
      reader->at++;
    }
  return TRUE;
}

/* After "\u": one unit, or two that make a character beyond the first plane. */
static gboolean
read_unicode (Reader   *reader,
              GString  *text,
              GError  **error)
{
  gunichar unit, low;

  if (!read_hex (reader, &unit))
    return refuse_syntax (reader, "four hexadecimal digits are wanted", error);
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (!take (reader, '\\') || !take (reader, 'u') || !read_hex (reader, &low) ||
          low < 0xdc00 || low > 0xdfff)
        return refuse_syntax (reader, "half a character", error);
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (unit == 0 || (unit >= 0xdc00 && unit < 0xe000))
    return refuse_syntax (reader, "no character", error);
  g_string_append_unichar (text, unit);
  return TRUE;
}

static gboolean
read_escape (Reader   *reader,
             GString  *text,
             GError  **error)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found = reader->at < reader->end && *reader->at != '\0'
                        ? strchr (escapes, *reader->at) : NULL;

  if (take (reader, 'u'))
    return read_unicode (reader, text, error);
  if (found == NULL)
    return refuse_syntax (reader, "there is no such escape", error);
  reader->at++;
  g_string_append_c (text, meanings[found - escapes]);
  return TRUE;
}

static char *
read_text (Reader  *reader,
           GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!take (reader, '"'))
    {
      refuse_syntax (reader, "a text in quotes is wanted", error);
      return NULL;
    }
  while (!take (reader, '"'))
    {
      if (reader->at == reader->end || (guchar) *reader->at < 0x20)
        {
          refuse_syntax (reader, "a control character in a text", error);
          return NULL;
        }
      if (!take (reader, '\\'))
        g_string_append_c (text, *reader->at++);
      else if (!read_escape (reader, text, error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Numbers and words --- */

static gboolean
take_digits (Reader *reader)
{
  const char *start = reader->at;

  while (reader->at < reader->end && g_ascii_isdigit (*reader->at))
    reader->at++;
  return reader->at > start;
}

static gboolean
read_number (Reader   *reader,
             WayJson  *value,
             GError  **error)
{
  const char *start = reader->at;
  gboolean well_formed;

  value->type = WAY_JSON_NUMBER;
  take (reader, '-');
  well_formed = take (reader, '0') || take_digits (reader);
  if (well_formed && take (reader, '.'))
    well_formed = take_digits (reader);
  if (well_formed && (take (reader, 'e') || take (reader, 'E')))
    {
      if (!take (reader, '+'))
        take (reader, '-');
      well_formed = take_digits (reader);
    }
  if (!well_formed)
    return refuse_syntax (reader, "a value is wanted", error);
  value->text = g_strndup (start, (gsize) (reader->at - start));
  return TRUE;
}

static gboolean
read_word (Reader   *reader,
           WayJson  *value,
           GError  **error)
{
  static const struct
  {
    const char  *word;
    WayJsonType  type;
  } words[] = {
    { "true", WAY_JSON_BOOLEAN }, { "false", WAY_JSON_BOOLEAN }, { "null", WAY_JSON_NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize size = strlen (words[i].word);

      if ((gsize) (reader->end - reader->at) < size ||
          strncmp (reader->at, words[i].word, size) != 0)
        continue;
      value->type = words[i].type;
      value->text = g_strdup (words[i].word);
      reader->at += size;
      return TRUE;
    }
  return read_number (reader, value, error);
}

/* --- Arrays and objects --- */

static void
free_value (gpointer value)
{
  way_json_free (value);
}

static gboolean
read_name (Reader   *reader,
           WayJson  *object,
           GError  **error)
{
  const char *start = reader->at;
  char *name = read_text (reader, error);

  if (name == NULL)
    return FALSE;
  if (object->names->len == WAY_JSON_MOST_NAMES)
    {
      g_free (name);
      return refuse (reader, WAY_FORMATS_ERROR_TOO_LARGE, "an object has too many names", error);
    }
  if (g_ptr_array_find_with_equal_func (object->names, name, g_str_equal, NULL))
    {
      g_free (name);
      reader->at = start;
      return refuse_syntax (reader, "this name stands there twice", error);
    }
  g_ptr_array_add (object->names, name);
  skip_space (reader);
  return take (reader, ':') || refuse_syntax (reader, "a colon is wanted", error);
}

static gboolean
read_members (Reader   *reader,
              WayJson  *value,
              char      closing,
              GError  **error)
{
  for (gboolean more = TRUE; more; more = take (reader, ','))
    {
      WayJson *member = NULL;

      skip_space (reader);
      if (value->names != NULL && !read_name (reader, value, error))
        return FALSE;
      if (!read_value (reader, &member, error))
        return FALSE;
      g_ptr_array_add (value->values, member);
      skip_space (reader);
    }
  return take (reader, closing) || refuse_syntax (reader, "a comma or the end is wanted", error);
}

static gboolean
read_container (Reader   *reader,
                WayJson  *value,
                GError  **error)
{
  gboolean is_object = *reader->at++ == '{';
  char closing = is_object ? '}' : ']';
  gboolean done;

  value->type = is_object ? WAY_JSON_OBJECT : WAY_JSON_ARRAY;
  value->values = g_ptr_array_new_with_free_func (free_value);
  if (is_object)
    value->names = g_ptr_array_new_with_free_func (g_free);
  skip_space (reader);
  if (take (reader, closing))
    return TRUE;
  if (reader->depth == WAY_JSON_MOST_DEPTH)
    return refuse (reader, WAY_FORMATS_ERROR_TOO_LARGE, "is nested too deep", error);
  reader->depth++;
  done = read_members (reader, value, closing, error);
  reader->depth--;
  return done;
}

static gboolean
read_value (Reader   *reader,
            WayJson **value,
            GError  **error)
{
  g_autoptr(WayJson) read = g_new0 (WayJson, 1);
  gboolean done;

  if (reader->n_values++ == WAY_JSON_MOST_VALUES)
    return refuse (reader, WAY_FORMATS_ERROR_TOO_LARGE, "there are too many values", error);
  skip_space (reader);
  if (reader->at < reader->end && (*reader->at == '{' || *reader->at == '['))
    done = read_container (reader, read, error);
  else if (reader->at < reader->end && *reader->at == '"')
    {
      read->type = WAY_JSON_TEXT;
      read->text = read_text (reader, error);
      done = read->text != NULL;
    }
  else
    done = read_word (reader, read, error);
  *value = done ? g_steal_pointer (&read) : NULL;
  return done;
}

WayJson *
way_json_read (GBytes  *bytes,
               GError **error)
{
  g_autoptr(WayJson) document = NULL;
  Reader reader = { 0 };
  gsize size;

  reader.start = reader.at = g_bytes_get_data (bytes, &size);
  reader.end = reader.at + size;
  if (size > WAY_JSON_MOST_BYTES)
    {
      refuse (&reader, WAY_FORMATS_ERROR_TOO_LARGE, "the document is too large", error);
      return NULL;
    }
  if (!g_utf8_validate_len (reader.start, size, &reader.at))
    {
      refuse (&reader, WAY_FORMATS_ERROR_ENCODING, "is no UTF-8", error);
      return NULL;
    }
  reader.at = reader.start;
  if (!read_value (&reader, &document, error))
    return NULL;
  skip_space (&reader);
  if (reader.at == reader.end)
    return g_steal_pointer (&document);
  refuse_syntax (&reader, "nothing may follow the document", error);
  return NULL;
}

/* --- Looking --- */

WayJsonType
way_json_type (const WayJson *self)
{
  return self != NULL ? self->type : WAY_JSON_NULL;
}

guint
way_json_length (const WayJson *self)
{
  return self != NULL && self->values != NULL ? self->values->len : 0;
}

const WayJson *
way_json_at (const WayJson *self,
             guint          index)
{
  return index < way_json_length (self) ? g_ptr_array_index (self->values, index) : NULL;
}

const char *
way_json_name (const WayJson *self,
               guint          index)
{
  return self != NULL && self->names != NULL && index < self->names->len
           ? g_ptr_array_index (self->names, index) : NULL;
}

const WayJson *
way_json_member (const WayJson *self,
                 const char    *name)
{
  for (guint i = 0; i < way_json_length (self); i++)
    if (g_strcmp0 (way_json_name (self, i), name) == 0)
      return way_json_at (self, i);
  return NULL;
}

const char *
way_json_text (const WayJson *self)
{
  return way_json_type (self) == WAY_JSON_TEXT ? self->text : NULL;
}

gboolean
way_json_integer (const WayJson *self,
                  gint64         low,
                  gint64         high,
                  gint64        *value)
{
  return way_json_type (self) == WAY_JSON_NUMBER &&
         way_text_parse_int (self->text, low, high, value);
}

gboolean
way_json_boolean (const WayJson *self,
                  gboolean      *value)
{
  if (way_json_type (self) != WAY_JSON_BOOLEAN)
    return FALSE;
  *value = strcmp (self->text, "true") == 0;
  return TRUE;
}

void
way_json_append_text (GString    *line,
                      const char *text)
{
  g_string_append_c (line, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (line, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (line, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (line, *p);
  g_string_append_c (line, '"');
}
