/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists over the description: paths become joins, filters become bound
 * parameters, and one SELECT serves the page, the count and the export. */

#include "way-query.h"

#include <string.h>

#include "way-children.h"
#include "way-people.h"
#include "way-seals-private.h"
#include "way-text.h"

typedef struct
{
  char            *prefix;      /* "pupil.", "pupil.home_district."; "" is the entity */
  const WayEntity *entity;
  guint            alias;
  guint            from;        /* alias that refers to it */
  const char      *reference;
} Join;

typedef struct
{
  char           *path;
  const WayField *field;        /* NULL for a title */
  const char     *label;
  const WayEntity *entity;      /* whose field it is */
  char           *sql;
  char           *sealed;       /* the same, without what is sealed to who looks */
  char           *hidden;       /* the same, without addresses that are hidden */
} Expression;

typedef struct
{
  Expression  *expression;
  WayFilterOp  op;
  WayValue     value;           /* text owned */
} Filter;

struct _WayQuery
{
  const WayEntity *entity;
  GPtrArray       *joins;
  GPtrArray       *columns;     /* of Expression */
  GArray          *shown;       /* of WayQueryColumn, beside columns */
  GPtrArray       *filters;
  GPtrArray       *words;       /* folded */
  Expression      *sort;
  gboolean         descending;
  gboolean         hides_addresses;
};

static void
join_free (gpointer data)
{
  Join *join = data;

  g_free (join->prefix);
  g_free (join);
}

static void
expression_free (gpointer data)
{
  Expression *expression = data;

  if (expression == NULL)
    return;
  g_free (expression->path);
  g_free (expression->sql);
  g_free (expression->sealed);
  g_free (expression->hidden);
  g_free (expression);
}

static void
filter_free (gpointer data)
{
  Filter *filter = data;

  expression_free (filter->expression);
  if (filter->value.type == WAY_VALUE_TEXT)
    g_free ((char *) filter->value.text);
  g_free (filter);
}

static Join *
add_join (WayQuery        *self,
          const char      *prefix,
          const WayEntity *entity,
          guint            from,
          const char      *reference)
{
  Join *join = g_new0 (Join, 1);

  join->prefix = g_strdup (prefix);
  join->entity = entity;
  join->alias = self->joins->len;
  join->from = from;
  join->reference = reference;
  g_ptr_array_add (self->joins, join);
  return join;
}

WayQuery *
way_query_new (const WayEntity *entity)
{
  WayQuery *self = g_new0 (WayQuery, 1);

  self->entity = entity;
  self->joins = g_ptr_array_new_with_free_func (join_free);
  self->columns = g_ptr_array_new_with_free_func (expression_free);
  self->shown = g_array_new (FALSE, FALSE, sizeof (WayQueryColumn));
  self->filters = g_ptr_array_new_with_free_func (filter_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  add_join (self, "", entity, 0, NULL);
  return self;
}

void
way_query_free (WayQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->joins);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->shown);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->words);
  expression_free (self->sort);
  g_free (self);
}

const WayEntity *
way_query_entity (const WayQuery *self)
{
  return self->entity;
}

/* --- Paths --- */

/* The join that a prefix like "pupil.home_district." stands for, made where it
 * is not there yet; NULL where it leads nowhere. */
static Join *
find_join (WayQuery   *self,
           const char *path,
           gsize       length)
{
  Join *join = g_ptr_array_index (self->joins, 0);
  gsize start = 0;

  while (start < length)
    {
      const char *dot = strchr (path + start, '.');
      g_autofree char *name = g_strndup (path + start, (gsize) (dot - path) - start);
      g_autofree char *prefix = g_strndup (path, (gsize) (dot - path) + 1);
      const WayField *field = way_entity_field (join->entity, name);
      Join *next = NULL;

      if (field == NULL || field->kind != WAY_KIND_REFERENCE)
        return NULL;
      for (guint i = 0; i < self->joins->len && next == NULL; i++)
        if (strcmp (((Join *) g_ptr_array_index (self->joins, i))->prefix, prefix) == 0)
          next = g_ptr_array_index (self->joins, i);
      if (next == NULL)
        next = add_join (self, prefix, way_entity_by_name (field->set), join->alias, field->name);
      join = next;
      start = (gsize) (dot - path) + 1;
    }
  return join;
}

/* What people call the record of a join, as SQL. */
static char *
title_sql (const Join *join)
{
  GString *sql = g_string_new ("nullif (trim (");
  gboolean first = TRUE;

  for (guint i = 0; i < join->entity->n_fields; i++)
    {
      const WayField *field = &join->entity->fields[i];

      if (!(field->flags & WAY_FIELD_TITLE))
        continue;
      g_string_append_printf (sql, "%scoalesce (t%u.\"%s\", '')", first ? "" : " || ' ' || ",
                              join->alias, field->name);
      first = FALSE;
    }
  g_string_append (sql, first ? "''), '')" : "), '')");
  return g_string_free (sql, FALSE);
}

/* The label of a title is that of the reference which leads to it. */
static const char *
title_label (WayQuery   *self,
             const Join *join)
{
  const Join *from = g_ptr_array_index (self->joins, join->from);

  return join->reference != NULL ? way_entity_field (from->entity, join->reference)->label
                                 : self->entity->label;
}

/* What stands for a title, or a field, of a sealed case. */
static char *
stand_in (const WayEntity *entity,
          const WayField  *field)
{
  gboolean called = entity == &way_pupil_entity || entity == &way_person_entity;
  g_auto(GStrv) parts = NULL;
  g_autofree char *quoted = NULL;

  if (!called || (field != NULL && strcmp (field->name, "surname") != 0))
    return g_strdup ("NULL");
  parts = g_strsplit (way_seals_title (), "'", -1);
  quoted = g_strjoinv ("''", parts);
  return g_strdup_printf ("'%s'", quoted);
}

/* NULL where nothing of it can be sealed. */
static char *
sealed_sql (const Expression *expression,
            guint             alias)
{
  g_autofree char *name = g_strdup_printf ("t%u", alias);
  g_autofree char *root = way_seals_root_sql (expression->entity, name);
  g_autofree char *instead = NULL;

  if (root == NULL || (expression->field != NULL &&
                       !way_seals_hide_field (expression->entity, expression->field)))
    return NULL;
  instead = stand_in (expression->entity, expression->field);
  return g_strdup_printf ("CASE WHEN way_sealed (%s) THEN %s ELSE %s END", root, instead,
                          expression->sql);
}

/* NULL where it is no address. */
static char *
hidden_sql (const Expression *expression,
            guint             alias)
{
  g_autofree char *name = g_strdup_printf ("t%u", alias);
  g_autofree char *hidden = NULL;

  if (expression->field == NULL || (expression->field->flags & WAY_FIELD_ADDRESS) == 0 ||
      !way_seals_is_of_child (expression->entity))
    return NULL;
  hidden = way_seals_hidden_address_sql (expression->entity, name);
  return g_strdup_printf ("CASE WHEN %s THEN NULL ELSE %s END", hidden, expression->sql);
}

static Expression *
resolve (WayQuery    *self,
         const char  *path,
         GError     **error)
{
  const char *last = strrchr (path, '.');
  const char *name = last != NULL ? last + 1 : path;
  Join *join = find_join (self, path, (gsize) (name - path));
  const WayField *field = join != NULL ? way_entity_field (join->entity, name) : NULL;
  Expression *expression;

  if (join == NULL || (field == NULL && strcmp (name, "title") != 0))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_UNKNOWN, "%s has no field “%s”",
                   self->entity->name, path);
      return NULL;
    }
  expression = g_new0 (Expression, 1);
  expression->path = g_strdup (path);
  expression->field = field;
  expression->label = field != NULL ? field->label : title_label (self, join);
  expression->sql = field != NULL ? g_strdup_printf ("t%u.\"%s\"", join->alias, field->name)
                                  : title_sql (join);
  expression->entity = join->entity;
  expression->sealed = sealed_sql (expression, join->alias);
  expression->hidden = hidden_sql (expression, join->alias);
  return expression;
}

gboolean
way_query_add_column (WayQuery    *self,
                      const char  *path,
                      GError     **error)
{
  Expression *expression = resolve (self, path, error);
  WayQueryColumn column;

  if (expression == NULL)
    return FALSE;
  column.path = expression->path;
  column.label = expression->label;
  column.field = expression->field;
  g_ptr_array_add (self->columns, expression);
  g_array_append_val (self->shown, column);
  return TRUE;
}

void
way_query_hide_addresses (WayQuery *self)
{
  self->hides_addresses = TRUE;
}

guint
way_query_n_columns (const WayQuery *self)
{
  return self->shown->len;
}

const WayQueryColumn *
way_query_column (const WayQuery *self,
                  guint           index)
{
  return &g_array_index (self->shown, WayQueryColumn, index);
}

gboolean
way_query_set_sort (WayQuery    *self,
                    const char  *path,
                    gboolean     descending,
                    GError     **error)
{
  Expression *expression = path != NULL ? resolve (self, path, error) : NULL;

  if (path != NULL && expression == NULL)
    return FALSE;
  expression_free (self->sort);
  self->sort = expression;
  self->descending = descending;
  return TRUE;
}

/* --- Filters --- */

/* Reads the text as the field's kind; the value owns its text. */
static gboolean
read_value (const Expression *expression,
            WayFilterOp       op,
            const char       *text,
            WayValue         *value,
            GError          **error)
{
  const WayField *field = expression->field;
  WayField loose;
  union { WayId id; char *text; GDate date; gint64 integer; } member = { 0 };
  gboolean done;

  if (field == NULL || op == WAY_FILTER_HAS || way_field_value_type (field) == WAY_VALUE_TEXT)
    {
      value->type = WAY_VALUE_TEXT;
      value->text = op == WAY_FILTER_HAS ? way_text_fold (text) : g_strdup (text);
      return TRUE;
    }
  loose = *field;                   /* a filter may look for what a record may not hold */
  loose.offset = 0;
  loose.flags = 0;
  loose.low = loose.high = 0;
  done = way_field_from_text (&loose, &member, text, error);
  if (done)
    *value = way_field_get (&loose, &member);
  return done;
}

gboolean
way_query_add_filter (WayQuery     *self,
                      const char   *path,
                      WayFilterOp   op,
                      const char   *value,
                      GError      **error)
{
  Filter *filter = g_new0 (Filter, 1);

  filter->expression = resolve (self, path, error);
  filter->op = op;
  if (op == WAY_FILTER_IS && (value == NULL || *value == '\0'))
    filter->op = WAY_FILTER_EMPTY;
  if (filter->expression == NULL ||
      (filter->op != WAY_FILTER_EMPTY && filter->op != WAY_FILTER_FILLED &&
       !read_value (filter->expression, op, value, &filter->value, error)))
    {
      filter_free (filter);
      return FALSE;
    }
  g_ptr_array_add (self->filters, filter);
  return TRUE;
}

void
way_query_clear_filters (WayQuery *self)
{
  g_ptr_array_set_size (self->filters, 0);
}

void
way_query_set_search (WayQuery   *self,
                      const char *text)
{
  g_autofree char *folded = way_text_fold (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", 12);

  g_ptr_array_set_size (self->words, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (self->words, g_strdup (words[i]));
}

/* As the connection gives it to who looks. */
static const char *
term_of (const WayQuery   *self,
         const Expression *expression,
         WayDb            *db)
{
  if (self->hides_addresses && expression->hidden != NULL)
    return expression->hidden;
  return expression->sealed != NULL && way_seals_any (db) ? expression->sealed : expression->sql;
}

static void
append_filter (GString        *sql,
               const WayQuery *self,
               WayDb          *db,
               const Filter   *filter,
               guint           number)
{
  const char *term = term_of (self, filter->expression, db);
  gboolean several = filter->expression->field != NULL &&
                     filter->expression->field->kind == WAY_KIND_CODES;

  switch (filter->op)
    {
    case WAY_FILTER_IS:
      g_string_append_printf (sql, several ? " AND '|' || %s || '|' LIKE '%%|' || :f%u || '|%%'"
                                           : " AND %s = :f%u", term, number);
      break;
    case WAY_FILTER_IS_NOT:
      g_string_append_printf (sql, " AND %s IS NOT :f%u", term, number);
      break;
    case WAY_FILTER_AT_LEAST:
      g_string_append_printf (sql, " AND %s >= :f%u", term, number);
      break;
    case WAY_FILTER_AT_MOST:
      g_string_append_printf (sql, " AND %s <= :f%u", term, number);
      break;
    case WAY_FILTER_NOT_BEFORE:
      g_string_append_printf (sql, " AND (%s IS NULL OR %s >= :f%u)", term, term, number);
      break;
    case WAY_FILTER_HAS:
      g_string_append_printf (sql, " AND instr (way_fold (%s), :f%u) > 0", term, number);
      break;
    case WAY_FILTER_OF_CHILD:
      g_string_append_printf (sql, " AND %s IN (SELECT :f%u UNION"
                                   " SELECT pupil FROM pupil_kept WHERE kept = :f%u)",
                              term, number, number);
      break;
    case WAY_FILTER_EMPTY:
      g_string_append_printf (sql, " AND %s IS NULL", term);
      break;
    case WAY_FILTER_FILLED:
    default:
      g_string_append_printf (sql, " AND %s IS NOT NULL", term);
      break;
    }
}

/* --- The statement --- */

/* Everything that a search looks in: search fields of the entity, and of the
 * records that its list shows.  Joins what it needs. */
static char *
haystack (WayQuery *self)
{
  GString *sql = g_string_new ("way_fold (''");

  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      const WayField *field = &self->entity->fields[i];

      if (field->flags & WAY_FIELD_SEARCH)
        g_string_append_printf (sql, " || ' ' || coalesce (t0.\"%s\", '')", field->name);
      if (field->kind == WAY_KIND_REFERENCE && (field->flags & WAY_FIELD_LIST))
        {
          g_autofree char *prefix = g_strconcat (field->name, ".", NULL);
          const Join *join = find_join (self, prefix, strlen (prefix));

          for (guint j = 0; j < join->entity->n_fields; j++)
            if (join->entity->fields[j].flags & WAY_FIELD_SEARCH)
              g_string_append_printf (sql, " || ' ' || coalesce (t%u.\"%s\", '')", join->alias,
                                      join->entity->fields[j].name);
        }
    }
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

/* Searches do not find what is sealed, and no list has what is to be left out. */
static void
append_seals (WayQuery *self,
              GString  *sql)
{
  g_autofree char *root = way_seals_root_sql (self->entity, "t0");

  if (root != NULL)
    g_string_append_printf (sql, " AND NOT %s (%s)",
                            self->words->len > 0 ? "way_sealed" : "way_left_out", root);
}

static void
append_from_and_where (WayQuery *self,
                       WayDb    *db,
                       GString  *sql)
{
  g_autofree char *hay = self->words->len > 0 ? haystack (self) : NULL;

  for (guint i = 0; i < self->joins->len; i++)
    {
      const Join *join = g_ptr_array_index (self->joins, i);

      if (i == 0)
        g_string_append_printf (sql, " FROM \"%s\" AS t0",
                                join->entity->view != NULL ? join->entity->view
                                                           : join->entity->name);
      else
        g_string_append_printf (sql, " LEFT JOIN \"%s\" AS t%u ON t%u.id = t%u.\"%s\"",
                                join->entity->view != NULL ? join->entity->view
                                                           : join->entity->name,
                                join->alias, join->alias, join->from, join->reference);
    }
  g_string_append (sql, " WHERE t0.dot IS NOT NULL");
  for (guint i = 0; i < self->filters->len; i++)
    append_filter (sql, self, db, g_ptr_array_index (self->filters, i), i);
  if (way_seals_any (db))
    append_seals (self, sql);
  for (guint i = 0; i < self->words->len; i++)
    g_string_append_printf (sql, " AND instr (%s, :w%u) > 0", hay, i);
}

static void
append_order (const WayQuery *self,
              WayDb          *db,
              GString        *sql)
{
  const char *direction = self->descending ? "DESC" : "ASC";
  const char *term = self->sort != NULL ? term_of (self, self->sort, db) : NULL;

  g_string_append (sql, " ORDER BY ");
  if (self->sort != NULL && self->sort->field != NULL && self->sort->field->kind == WAY_KIND_CODE)
    g_string_append_printf (sql, "%s IS NULL, way_code_order ('%s', %s) %s, ", term,
                            self->sort->field->set, term, direction);
  else if (self->sort != NULL)
    g_string_append_printf (sql, "%s IS NULL, %s COLLATE NOCASE %s, ", term, term, direction);
  g_string_append_printf (sql, "t0.id %s", direction);
}

static WayStmt *
prepare (const WayQuery  *self,
         WayDb           *db,
         const char      *sql,
         GError         **error)
{
  WayStmt *stmt = way_db_prepare (db, sql, error);
  char name[16];

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < self->filters->len; i++)
    {
      const Filter *filter = g_ptr_array_index (self->filters, i);

      if (filter->op == WAY_FILTER_EMPTY || filter->op == WAY_FILTER_FILLED)
        continue;
      g_snprintf (name, sizeof name, ":f%u", i);
      way_stmt_bind_value (stmt, name, &filter->value);
    }
  for (guint i = 0; i < self->words->len; i++)
    {
      g_snprintf (name, sizeof name, ":w%u", i);
      way_stmt_bind_text (stmt, name, g_ptr_array_index (self->words, i));
    }
  return stmt;
}

gboolean
way_query_count (const WayQuery  *self,
                 WayDb           *db,
                 gint64          *count,
                 GError         **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT count (*)");
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  append_from_and_where ((WayQuery *) self, db, sql);
  stmt = prepare (self, db, sql->str, error);
  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  *count = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

void
way_query_row_free (WayQueryRow *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_values; i++)
    if (self->values[i].type == WAY_VALUE_TEXT)
      g_free ((char *) self->values[i].text);
  g_free (self->values);
  g_free (self);
}

static WayQueryRow *
row_from_stmt (const WayQuery *self,
               WayStmt        *stmt)
{
  static const WayField title = { .kind = WAY_KIND_TEXT };
  WayQueryRow *row = g_new0 (WayQueryRow, 1);

  row->id = way_stmt_id (stmt, 0);
  row->n_values = self->shown->len;
  row->values = g_new0 (WayValue, row->n_values);
  for (guint i = 0; i < row->n_values; i++)
    {
      const WayField *field = way_query_column (self, i)->field;
      WayValue value = way_stmt_value (stmt, (int) i + 1, field != NULL ? field : &title);

      if (value.type == WAY_VALUE_TEXT)
        value.text = g_strdup (value.text);
      row->values[i] = value;
    }
  return row;
}

static void
free_row (gpointer data)
{
  way_query_row_free (data);
}

GPtrArray *
way_query_page (const WayQuery  *self,
                WayDb           *db,
                guint            offset,
                guint            limit,
                GError         **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT t0.id");
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (sql, ", %s", term_of (self, g_ptr_array_index (self->columns, i), db));
  append_from_and_where ((WayQuery *) self, db, sql);
  append_order (self, db, sql);
  g_string_append (sql, " LIMIT :limit OFFSET :offset");

  stmt = prepare (self, db, sql->str, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":limit", limit > 0 ? (gint64) limit : -1);
  way_stmt_bind_int (stmt, ":offset", offset);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (rows, row_from_stmt (self, stmt));
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

char *
way_query_row_text (const WayQuery    *self,
                    const WayQueryRow *row,
                    guint              column)
{
  const WayField *field = way_query_column (self, column)->field;
  const WayValue *value = &row->values[column];

  if (field != NULL)
    return way_field_value_to_text (field, value);
  return g_strdup (value->type == WAY_VALUE_TEXT ? value->text : "");
}
