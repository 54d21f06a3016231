// Every command, once. The build script reads this list to allow these and no others; `lib.rs` reads it to answer them.
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback! {
            app::app_minimise,
            app::app_quit,
            app::start_state,
            app::vault_retry,
            check::check_attach,
            check::check_start,
            check::check_stop,
            copy::copy_attach,
            copy::copy_pause,
            copy::copy_problems,
            copy::copy_resume,
            copy::copy_start,
            copy::copy_stop,
            copy::copy_watch,
            people::people_add,
            people::people_read,
            people::people_remove,
            people::people_undo,
            people::person_save,
            people::secret_save,
            plan::plan_choose,
            plan::plan_close,
            plan::plan_create,
            plan::plan_open,
            plan::plan_state,
            plan::practice_end,
            plan::practice_start,
            plan::servers_save,
        }
    };
}
