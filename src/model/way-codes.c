/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the bundled code sets and answers questions about them.  What the codes
 * mean for a case is not known here: that is src/rules. */

#include "way-codes-private.h"

#include <string.h>

#include "way-data.h"
#include "way-date.h"
#include "way-text.h"

typedef struct
{
  WayCodeSet *set;
  const char *source;      /* the set's own, for rows that name none */
  GDate       from;
  WayCode     row;
  gboolean    in_set;
  gboolean    in_row;
  GString    *text;        /* inside an element that holds words */
} Reader;

/* A bundled file of codes: read when its set is first asked for, so that a program
 * waits for the few that it uses. */
typedef struct
{
  char       *path;
  WayCodeSet *set;         /* atomic; NULL until then */
} Bundled;

typedef struct
{
  GHashTable *sets;        /* name to Bundled; never changed once it is made */
  GPtrArray  *names;       /* in the order of the files; NULL-terminated */
} Library;

/* Elements that hold words, and the one that holds each. */
static const struct
{
  const char *name;
  const char *parent;
} text_elements[] = {
  { "name", "codes" },
  { "label", "code" },
  { "label-in-school", "code" },
  { "note", "code" },
};

static gboolean
refuse (GMarkupParseContext  *context,
        const char           *what,
        const char           *value,
        GError              **error)
{
  int line;

  g_markup_parse_context_get_position (context, &line, NULL);
  g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
               "line %d: %s: %s", line, what, value);
  return FALSE;
}

static const char *
keep (Reader     *self,
      const char *text)
{
  return g_string_chunk_insert_const (self->set->texts, text);
}

/* Takes a reserved attribute of a set or a row.  TRUE with *taken FALSE where
 * the name is free. */
static gboolean
take_common (Reader               *self,
             GMarkupParseContext  *context,
             const char           *name,
             const char           *value,
             const char          **source,
             GDate                *from,
             gboolean             *taken,
             GError              **error)
{
  *taken = TRUE;
  if (g_str_equal (name, "source"))
    *source = keep (self, value);
  else if (g_str_equal (name, "from"))
    return way_date_parse (value, from) || refuse (context, "not a date", value, error);
  else
    *taken = FALSE;
  return TRUE;
}

static gboolean
start_set (Reader               *self,
           GMarkupParseContext  *context,
           const char          **names,
           const char          **values,
           GError              **error)
{
  if (self->in_set)
    return refuse (context, "one set a file", "codes", error);
  self->in_set = TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean taken;

      if (!take_common (self, context, names[i], values[i],
                        &self->source, &self->from, &taken, error))
        return FALSE;
      if (taken)
        continue;
      if (g_str_equal (names[i], "set"))
        self->set->name = g_strdup (values[i]);
      else if (g_str_equal (names[i], "translatable"))
        self->set->translatable = g_str_equal (values[i], "yes");
      else
        return refuse (context, "unknown attribute", names[i], error);
    }
  if (self->set->name == NULL || self->source == NULL)
    return refuse (context, "a set needs", "set, source", error);
  return TRUE;
}

static gboolean
start_row (Reader               *self,
           GMarkupParseContext  *context,
           const char          **names,
           const char          **values,
           GError              **error)
{
  g_autoptr(GPtrArray) attributes = g_ptr_array_new ();

  self->in_row = TRUE;
  self->row = (WayCode) { .source = self->source, .from = self->from, .active = TRUE,
                          .to = way_date_none (), .order = self->set->rows->len };

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean taken;

      if (!take_common (self, context, names[i], values[i],
                        &self->row.source, &self->row.from, &taken, error))
        return FALSE;
      if (taken)
        continue;
      if (g_str_equal (names[i], "id"))
        self->row.id = keep (self, values[i]);
      else if (g_str_equal (names[i], "active"))
        self->row.active = g_str_equal (values[i], "yes");
      else if (!g_str_equal (names[i], "to"))
        {
          g_ptr_array_add (attributes, (gpointer) keep (self, names[i]));
          g_ptr_array_add (attributes, (gpointer) keep (self, values[i]));
        }
      else if (!way_date_parse (values[i], &self->row.to))
        return refuse (context, "not a date", values[i], error);
    }
  if (self->row.id == NULL || *self->row.id == '\0')
    return refuse (context, "a code needs", "id", error);
  if (way_date_is_set (&self->row.to) && way_date_compare (&self->row.to, &self->row.from) < 0)
    return refuse (context, "ends before it begins", self->row.id, error);

  g_ptr_array_add (attributes, NULL);
  self->row.attributes = (const char *const *) attributes->pdata;
  g_ptr_array_add (self->set->lists, g_ptr_array_free (g_steal_pointer (&attributes), FALSE));
  return TRUE;
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Reader *self = user_data;
  const GSList *stack = g_markup_parse_context_get_element_stack (context);
  const char *parent = stack->next != NULL ? stack->next->data : "";

  if (g_str_equal (element, "codes") && *parent == '\0')
    {
      start_set (self, context, names, values, error);
      return;
    }
  if (g_str_equal (element, "code") && g_str_equal (parent, "codes"))
    {
      start_row (self, context, names, values, error);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_elements); i++)
    if (g_str_equal (element, text_elements[i].name) &&
        g_str_equal (parent, text_elements[i].parent))
      {
        self->text = g_string_new (NULL);
        return;
      }
  refuse (context, "unknown element", element, error);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 size,
         gpointer              user_data,
         GError              **error)
{
  Reader *self = user_data;

  if (self->text != NULL)
    g_string_append_len (self->text, text, size);
}

/* Puts the finished row in, and lets the one that began last speak for its id. */
static gboolean
end_row (Reader               *self,
         GMarkupParseContext  *context,
         GError              **error)
{
  GArray *rows = self->set->rows;
  guint latest = GPOINTER_TO_UINT (g_hash_table_lookup (self->set->by_id, self->row.id));

  self->in_row = FALSE;
  if (self->row.label == NULL)
    return refuse (context, "a code needs a label", self->row.id, error);
  if (self->row.label_in_school == NULL)
    self->row.label_in_school = self->row.label;

  for (guint i = 0; i < rows->len && latest != 0; i++)
    {
      const WayCode *other = &g_array_index (rows, WayCode, i);

      if (g_str_equal (other->id, self->row.id) &&
          way_date_overlap (&other->from, &other->to, &self->row.from, &self->row.to))
        return refuse (context, "two rows hold on one day", self->row.id, error);
    }

  g_array_append_val (rows, self->row);
  if (latest == 0 ||
      way_date_compare (&self->row.from, &g_array_index (rows, WayCode, latest - 1).from) > 0)
    g_hash_table_insert (self->set->by_id, (gpointer) self->row.id, GUINT_TO_POINTER (rows->len));
  return TRUE;
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *element,
                gpointer              user_data,
                GError              **error)
{
  Reader *self = user_data;
  g_autofree char *text = NULL;

  if (g_str_equal (element, "code"))
    {
      end_row (self, context, error);
      return;
    }
  if (self->text == NULL)
    return;

  text = g_string_free (g_steal_pointer (&self->text), FALSE);
  if (g_str_equal (element, "name"))
    {
      g_free (self->set->title);
      self->set->title = g_steal_pointer (&text);
    }
  else if (g_str_equal (element, "label"))
    self->row.label = keep (self, text);
  else if (g_str_equal (element, "label-in-school"))
    self->row.label_in_school = keep (self, text);
  else
    self->row.note = keep (self, text);
}

void
way_code_set_free (WayCodeSet *self)
{
  g_free (self->name);
  g_free (self->title);
  g_array_unref (self->rows);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->lists);
  g_string_chunk_free (self->texts);
  g_free (self);
}

WayCodeSet *
way_code_set_parse (const char  *text,
                    gsize        size,
                    GError     **error)
{
  static const GMarkupParser parser = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
    .text = text_cb,
  };
  g_autoptr(WayCodeSet) set = g_new0 (WayCodeSet, 1);
  g_autoptr(GMarkupParseContext) context = NULL;
  Reader reader = { .set = set, .from = way_date_none () };
  gboolean done;

  set->translatable = TRUE;
  set->rows = g_array_new (FALSE, FALSE, sizeof (WayCode));
  set->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  set->lists = g_ptr_array_new_with_free_func (g_free);
  set->texts = g_string_chunk_new (4096);

  context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  done = g_markup_parse_context_parse (context, text, size, error) &&
         g_markup_parse_context_end_parse (context, error);
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);
  if (!done)
    return NULL;
  if (set->title == NULL)
    {
      g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                   "line 1: the set has no name: %s", set->name);
      return NULL;
    }
  return g_steal_pointer (&set);
}

/* The name that a file says it has, without reading the rest of it. */
static char *
read_name (const char *path)
{
  static const char before[] = " set=\"";
  g_autoptr(GBytes) bytes = way_data_get (path);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  const char *name = g_strstr_len (text, (gssize) size, before);
  const char *end;

  if (name == NULL)
    g_error ("%s: no set is named", path);
  name += strlen (before);
  end = memchr (name, '"', (gsize) (text + size - name));
  if (end == NULL)
    g_error ("%s: the name of the set does not end", path);
  return g_strndup (name, (gsize) (end - name));
}

static void
list_folder (Library    *library,
             const char *folder)
{
  g_auto(GStrv) files = way_data_list (folder);

  for (guint i = 0; files[i] != NULL; i++)
    {
      Bundled *bundled = g_new0 (Bundled, 1);
      char *name;

      bundled->path = g_strconcat (folder, "/", files[i], NULL);
      name = read_name (bundled->path);
      if (!g_hash_table_insert (library->sets, name, bundled))
        g_error ("%s: the set %s is in another file too", bundled->path, name);
      g_ptr_array_add (library->names, name);
    }
}

static gpointer
list_library (gpointer data)
{
  Library *library = g_new0 (Library, 1);

  library->sets = g_hash_table_new (g_str_hash, g_str_equal);
  library->names = g_ptr_array_new ();
  list_folder (library, "codes");
  list_folder (library, "rules");
  list_folder (library, "letters");
  g_ptr_array_add (library->names, NULL);
  return library;
}

static const Library *
get_library (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, list_library, NULL);
}

static WayCodeSet *
parse_bundled (const char *name,
               const char *path)
{
  g_autoptr(GBytes) bytes = way_data_get (path);
  g_autoptr(GError) error = NULL;
  WayCodeSet *set;

  set = way_code_set_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (set == NULL)
    g_error ("%s: %s", path, error->message);
  if (!g_str_equal (set->name, name))
    g_error ("%s: it is the set %s, and not %s", path, set->name, name);
  return set;
}

/* NULL where none is bundled. */
static const WayCodeSet *
find_bundled (const char *name)
{
  static GMutex lock;
  Bundled *bundled = g_hash_table_lookup (get_library ()->sets, name);
  WayCodeSet *set = bundled != NULL ? g_atomic_pointer_get (&bundled->set) : NULL;

  if (bundled == NULL || set != NULL)
    return set;
  g_mutex_lock (&lock);
  set = bundled->set;
  if (set == NULL)
    {
      set = parse_bundled (name, bundled->path);
      g_atomic_pointer_set (&bundled->set, set);
    }
  g_mutex_unlock (&lock);
  return set;
}

/* Sets laid over the bundled ones: name to WayCodeSet, or NULL for none.  A
 * table is never changed once it is here, so that any thread may look into it;
 * a new one takes its place.  Old ones are kept, for what they handed out. */
static GHashTable *overlay;
static GSList *old_overlays;
static GMutex overlay_lock;

static const WayCodeSet *
find_set (const char *name)
{
  GHashTable *over = g_atomic_pointer_get (&overlay);
  const WayCodeSet *found = over != NULL ? g_hash_table_lookup (over, name) : NULL;

  return found != NULL ? found : find_bundled (name);
}

/* Puts a set in, or with NULL takes out what is there of that name. */
static void
change_overlay (const char *name,
                WayCodeSet *set)
{
  GHashTable *changed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key, value;

  g_mutex_lock (&overlay_lock);
  if (overlay != NULL)
    {
      g_hash_table_iter_init (&iter, overlay);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (changed, key, value);
      old_overlays = g_slist_prepend (old_overlays, overlay);
    }
  if (set != NULL)
    g_hash_table_insert (changed, set->name, set);
  else
    g_hash_table_remove (changed, name);
  g_atomic_pointer_set (&overlay, changed);
  g_mutex_unlock (&overlay_lock);
}

void
way_codes_use (WayCodeSet *set)
{
  change_overlay (set->name, set);
}

void
way_codes_use_bundled (const char *set)
{
  change_overlay (set, NULL);
}

gboolean
way_codes_has_set (const char *set)
{
  return find_set (set) != NULL;
}

const char *const *
way_codes_sets (void)
{
  return (const char *const *) get_library ()->names->pdata;
}

const char *
way_codes_title (const char *set)
{
  const WayCodeSet *found = find_set (set);

  return found != NULL ? found->title : NULL;
}

gboolean
way_codes_is_translatable (const char *set)
{
  const WayCodeSet *found = find_set (set);

  return found != NULL && found->translatable;
}

const WayCode *
way_codes_lookup (const char *set,
                  const char *id)
{
  const WayCodeSet *found = find_set (set);
  guint place;

  g_return_val_if_fail (found != NULL, NULL);
  place = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (found->by_id, id)) : 0;
  return place != 0 ? &g_array_index (found->rows, WayCode, place - 1) : NULL;
}

gboolean
way_codes_has (const char *set,
               const char *id)
{
  return way_codes_lookup (set, id) != NULL;
}

const WayCode *
way_codes_lookup_on (const char  *set,
                     const char  *id,
                     const GDate *on)
{
  const WayCode *latest = way_codes_lookup (set, id);
  const GArray *rows;

  if (latest == NULL || way_date_within (on, &latest->from, &latest->to))
    return latest;

  rows = find_set (set)->rows;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = &g_array_index (rows, WayCode, i);

      if (g_str_equal (row->id, id) && way_date_within (on, &row->from, &row->to))
        return row;
    }
  return NULL;
}

const char *
way_codes_label (const char *set,
                 const char *id)
{
  const WayCode *code = way_codes_lookup (set, id);

  return code != NULL ? code->label : id;
}

GPtrArray *
way_codes_list (const char  *set,
                const GDate *on)
{
  const WayCodeSet *found = find_set (set);
  GPtrArray *list = g_ptr_array_new ();

  g_return_val_if_fail (found != NULL, list);
  for (guint i = 0; i < found->rows->len; i++)
    {
      const WayCode *row = &g_array_index (found->rows, WayCode, i);

      if (on == NULL || way_code_is_current (row, on))
        g_ptr_array_add (list, (gpointer) row);
    }
  return list;
}

const char *
way_code_get (const WayCode *self,
              const char    *attribute)
{
  for (guint i = 0; self->attributes[i] != NULL; i += 2)
    if (g_str_equal (self->attributes[i], attribute))
      return self->attributes[i + 1];
  return NULL;
}

gboolean
way_code_is (const WayCode *self,
             const char    *attribute)
{
  return g_strcmp0 (way_code_get (self, attribute), "yes") == 0;
}

gboolean
way_code_allows (const WayCode *self,
                 const char    *attribute,
                 const char    *word)
{
  return way_text_has_word (way_code_get (self, attribute), word);
}

int
way_code_get_int (const WayCode *self,
                  const char    *attribute,
                  int            fallback)
{
  gint64 value;

  if (!way_text_parse_int (way_code_get (self, attribute), G_MININT, G_MAXINT, &value))
    return fallback;
  return value;
}

gboolean
way_code_is_current (const WayCode *self,
                     const GDate   *on)
{
  return self->active && way_date_within (on, &self->from, &self->to);
}
