/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Secret Service, as little of it as libsecret asks for. */
#include "way-test-secrets.h"

#include <gio/gio.h>

#define NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define COLLECTION_PATH SERVICE_PATH "/aliases/default"
#define SESSION_PATH SERVICE_PATH "/session/1"

static const char interfaces[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  " <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "  <arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  " <method name='SearchItems'><arg type='a{ss}' direction='in'/>"
  "  <arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  " <method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "  <arg type='a{o(oayays)}' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  " <method name='CreateItem'><arg type='a{sv}' direction='in'/>"
  "  <arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "  <arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  " <method name='Delete'><arg type='o' direction='out'/></method>"
  "</interface>"
  "</node>";

typedef struct
{
  char     *path;
  GVariant *attributes;      /* a{ss} */
  GVariant *value;           /* ay */
  guint     registration;
} Item;

static struct
{
  GThread         *thread;
  GMainContext    *context;
  GMainLoop       *loop;
  GDBusConnection *bus;
  GDBusNodeInfo   *node;
  GPtrArray       *items;    /* of Item */
  guint            made;
  gint             count;    /* atomic */
} keyring;

static void
item_free (gpointer data)
{
  Item *self = data;

  if (self->registration != 0)
    g_dbus_connection_unregister_object (keyring.bus, self->registration);
  g_free (self->path);
  g_variant_unref (self->attributes);
  g_variant_unref (self->value);
  g_free (self);
}

static gboolean
fits (const Item *item,
      GVariant   *wanted)
{
  GVariantIter iter;
  const char *name, *value;

  g_variant_iter_init (&iter, wanted);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    {
      const char *own;

      if (!g_variant_lookup (item->attributes, name, "&s", &own) || !g_str_equal (own, value))
        return FALSE;
    }
  return TRUE;
}

static void
settle (void)
{
  g_atomic_int_set (&keyring.count, (gint) keyring.items->len);
}

/* --- What is asked --- */

/* Keys pass over the bus as they are: it is the test's own. */
static void
open_session (GVariant              *parameters,
              GDBusMethodInvocation *call)
{
  const char *algorithm;

  g_variant_get (parameters, "(&sv)", &algorithm, NULL);
  if (g_str_equal (algorithm, "plain"))
    g_dbus_method_invocation_return_value (call, g_variant_new ("(vo)", g_variant_new_string (""),
                                                                SESSION_PATH));
  else
    g_dbus_method_invocation_return_error (call, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
                                           "only plain");
}

static void
search (GVariant              *parameters,
        GDBusMethodInvocation *call)
{
  g_autoptr(GVariant) wanted = g_variant_get_child_value (parameters, 0);
  g_auto(GVariantBuilder) found = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ao"));

  for (guint i = 0; i < keyring.items->len; i++)
    {
      const Item *item = g_ptr_array_index (keyring.items, i);

      if (fits (item, wanted))
        g_variant_builder_add (&found, "o", item->path);
    }
  g_dbus_method_invocation_return_value (call, g_variant_new ("(aoao)", &found, NULL));
}

static void
get_secrets (GVariant              *parameters,
             GDBusMethodInvocation *call)
{
  g_autoptr(GVariant) wanted = g_variant_get_child_value (parameters, 0);
  g_auto(GVariantBuilder) found = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{o(oayays)}"));
  g_autofree const char **paths = g_variant_get_objv (wanted, NULL);

  for (guint i = 0; i < keyring.items->len; i++)
    {
      const Item *item = g_ptr_array_index (keyring.items, i);

      if (g_strv_contains (paths, item->path))
        g_variant_builder_add (&found, "{o(o@ay@ays)}", item->path, SESSION_PATH,
                               g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0),
                               item->value, "text/plain");
    }
  g_dbus_method_invocation_return_value (call, g_variant_new ("(a{o(oayays)})", &found));
}

static void
drop (const char *path)
{
  for (guint i = keyring.items->len; i > 0; i--)
    if (g_str_equal (((Item *) g_ptr_array_index (keyring.items, i - 1))->path, path))
      g_ptr_array_remove_index (keyring.items, i - 1);
  settle ();
}

static void call_cb (GDBusConnection       *bus,
                     const char            *sender,
                     const char            *path,
                     const char            *interface,
                     const char            *method,
                     GVariant              *parameters,
                     GDBusMethodInvocation *call,
                     gpointer               data);

static const GDBusInterfaceVTable vtable = { .method_call = call_cb };

static guint
answer_for (const char *path,
            guint       interface)
{
  return g_dbus_connection_register_object (keyring.bus, path, keyring.node->interfaces[interface],
                                            &vtable, NULL, NULL, NULL);
}

/* In the place of one with the same attributes. */
static void
create_item (GVariant              *parameters,
             GDBusMethodInvocation *call)
{
  g_autoptr(GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr(GVariant) secret = g_variant_get_child_value (parameters, 1);
  Item *item = g_new0 (Item, 1);

  item->path = g_strdup_printf (COLLECTION_PATH "/%u", ++keyring.made);
  item->attributes = g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes",
                                             G_VARIANT_TYPE ("a{ss}"));
  item->value = g_variant_get_child_value (secret, 2);
  for (guint i = keyring.items->len; i > 0; i--)
    if (fits (g_ptr_array_index (keyring.items, i - 1), item->attributes))
      g_ptr_array_remove_index (keyring.items, i - 1);
  item->registration = answer_for (item->path, 2);
  g_ptr_array_add (keyring.items, item);
  settle ();
  g_dbus_method_invocation_return_value (call, g_variant_new ("(oo)", item->path, "/"));
}

static void
call_cb (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *call,
         gpointer               data)
{
  if (g_str_equal (method, "OpenSession"))
    open_session (parameters, call);
  else if (g_str_equal (method, "SearchItems"))
    search (parameters, call);
  else if (g_str_equal (method, "GetSecrets"))
    get_secrets (parameters, call);
  else if (g_str_equal (method, "CreateItem"))
    create_item (parameters, call);
  else
    {
      drop (path);
      g_dbus_method_invocation_return_value (call, g_variant_new ("(o)", "/"));
    }
}

/* --- Its thread --- */

static gpointer
serve (gpointer started)
{
  g_autoptr(GError) error = NULL;
  guint owner;

  g_main_context_push_thread_default (keyring.context);
  keyring.bus = g_dbus_connection_new_for_address_sync (
    g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  answer_for (SERVICE_PATH, 0);
  answer_for (COLLECTION_PATH, 1);
  owner = g_bus_own_name_on_connection (keyring.bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL,
                                        NULL, NULL);
  g_atomic_int_set ((gint *) started, 1);
  g_main_loop_run (keyring.loop);
  g_bus_unown_name (owner);
  g_ptr_array_set_size (keyring.items, 0);
  g_clear_object (&keyring.bus);
  g_main_context_pop_thread_default (keyring.context);
  return NULL;
}

void
way_test_secrets_start (void)
{
  static gint started;

  started = 0;
  keyring.node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  keyring.items = g_ptr_array_new_with_free_func (item_free);
  keyring.context = g_main_context_new ();
  keyring.loop = g_main_loop_new (keyring.context, FALSE);
  keyring.thread = g_thread_new ("keyring", serve, &started);
  while (!g_atomic_int_get (&started))
    g_usleep (1000);
}

void
way_test_secrets_stop (void)
{
  g_main_loop_quit (keyring.loop);
  g_thread_join (g_steal_pointer (&keyring.thread));
  g_main_loop_unref (keyring.loop);
  g_main_context_unref (keyring.context);
  g_clear_pointer (&keyring.items, g_ptr_array_unref);
  g_clear_pointer (&keyring.node, g_dbus_node_info_unref);
}

guint
way_test_secrets_count (void)
{
  return (guint) g_atomic_int_get (&keyring.count);
}
