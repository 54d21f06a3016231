//! Plans: made, opened, closed, given at the start.

use super::*;

#[tokio::test]
async fn a_plan_is_made_at_its_place_and_listed_first() {
    let computer = Computer::new();
    let desk = computer.desk();
    let start = desk.start().await;
    assert_eq!(
        (start.recent, start.version.as_str()),
        (Vec::new(), env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(start.vault, wire::Vault::Keyring { name: KEYRING_NAME });

    let plan = desk.create_plan(" @Example.COM ").await.unwrap();
    assert_eq!(plan.domain, "example.com");
    assert!(plan.path.ends_with("example.com.movingday"));
    assert!(Path::new(&plan.path).starts_with(computer.home.path()));
    assert!(
        plan.practice.is_none() && plan.source.is_none() && plan.people.is_empty() && !plan.copied
    );

    desk.close_plan().await.unwrap();
    assert!(desk.plan().await.unwrap().is_none());
    desk.create_plan("example.org").await.unwrap();
    let domains: Vec<String> = desk
        .start()
        .await
        .recent
        .into_iter()
        .map(|plan| plan.domain)
        .collect();
    assert_eq!(domains, ["example.org", "example.com"]);
}

#[tokio::test]
async fn a_second_plan_for_a_domain_is_refused_with_the_place_of_the_first() {
    let desk = Computer::new();
    let desk = desk.desk();
    let plan = desk.create_plan("example.com").await.unwrap();
    desk.close_plan().await.unwrap();
    let error = desk.create_plan("example.com").await.unwrap_err();
    assert_eq!(error.code, Code::PlanExists);
    assert_eq!(error.params.get("path"), Some(&plan.path));
    assert_eq!(
        desk.open_plan(Path::new(&plan.path)).await.unwrap().domain,
        "example.com"
    );
}

#[tokio::test]
async fn what_is_no_domain_makes_no_plan() {
    let computer = Computer::new();
    let desk = computer.desk();
    for typed in [
        "",
        "  ",
        "exa mple.com",
        "../../etc",
        "a/b",
        "example..com",
        "ana@example.com",
    ] {
        let error = desk.create_plan(typed).await.unwrap_err();
        assert_eq!(error.code, Code::AddressMalformed, "{typed:?}");
    }
    assert!(!computer.home.path().join("data").exists());
}

#[tokio::test]
async fn a_plan_that_does_not_open_leaves_the_one_that_is_open() {
    let computer = Computer::new();
    let desk = computer.desk();
    let open = desk.create_plan("example.com").await.unwrap();
    let foreign = computer.home.path().join("letter.movingday");
    fs::write(&foreign, "Dear Ana").unwrap();
    assert_eq!(
        desk.open_plan(&foreign).await.unwrap_err().code,
        Code::PlanForeign
    );
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "Dear Ana");
    let missing = computer.home.path().join("gone.movingday");
    assert_eq!(
        desk.open_plan(&missing).await.unwrap_err().code,
        Code::PlanNotFound
    );
    assert_eq!(desk.plan().await.unwrap().unwrap().path, open.path);
}

#[tokio::test]
async fn opening_the_open_plan_again_shows_it_and_another_program_is_refused() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = desk.create_plan("example.com").await.unwrap();
    let again = desk.open_plan(Path::new(&plan.path)).await.unwrap();
    assert_eq!(again.path, plan.path);
    let other = computer.desk();
    assert_eq!(
        other
            .open_plan(Path::new(&plan.path))
            .await
            .unwrap_err()
            .code,
        Code::PlanInUse
    );
    desk.close_plan().await.unwrap();
    assert_eq!(
        other.open_plan(Path::new(&plan.path)).await.unwrap().domain,
        "example.com"
    );
}

#[tokio::test]
async fn the_plan_that_the_program_was_started_with_is_opened_once() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = desk.create_plan("example.com").await.unwrap();
    desk.let_go();
    let desk = computer.desk_given(Some(plan.path.clone().into()));
    assert_eq!(desk.plan().await.unwrap().unwrap().path, plan.path);

    let missing = computer.desk_given(Some(computer.home.path().join("gone.movingday")));
    assert_eq!(missing.plan().await.unwrap_err().code, Code::PlanNotFound);
    assert!(missing.plan().await.unwrap().is_none());
}

#[tokio::test]
async fn a_plan_handed_over_later_takes_the_place_of_the_open_one() {
    let computer = Computer::new();
    let desk = computer.desk();
    let first = desk.create_plan("example.com").await.unwrap();
    desk.create_plan("example.org").await.unwrap();
    assert!(desk.hand_over(first.path.clone().into()));
    assert_eq!(desk.plan().await.unwrap().unwrap().path, first.path);
    assert!(desk.hand_over(computer.home.path().join("gone.movingday")));
    assert_eq!(desk.plan().await.unwrap_err().code, Code::PlanNotFound);
    assert_eq!(desk.plan().await.unwrap().unwrap().path, first.path);
}

#[tokio::test]
async fn servers_are_written_together_or_not_at_all() {
    let computer = Computer::new();
    let desk = computer.desk();
    desk.create_plan("example.com").await.unwrap();
    let good = wire::Endpoint {
        host: "imap.example.com".to_owned(),
        port: 993,
        security: wire::Security::Tls,
    };
    let bad = wire::Endpoint {
        host: "no host".to_owned(),
        ..good.clone()
    };
    let error = desk
        .save_servers(Some(good.clone()), Some(bad))
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::EndpointMalformed);
    assert_eq!(
        error.params.get("side").map(String::as_str),
        Some("destination")
    );
    assert!(desk.plan().await.unwrap().unwrap().source.is_none());

    desk.save_servers(Some(good.clone()), None).await.unwrap();
    let plan = desk.save_servers(None, Some(good.clone())).await.unwrap();
    assert_eq!(
        (plan.source, plan.destination),
        (Some(good.clone()), Some(good))
    );
}

#[tokio::test]
async fn without_a_plan_there_is_nothing_to_change() {
    let desk = Computer::new();
    let desk = desk.desk();
    assert_eq!(
        desk.add_people(&secret("ana@example.com"))
            .await
            .unwrap_err()
            .code,
        Code::PlanNotFound
    );
    assert_eq!(
        desk.save_servers(None, None).await.unwrap_err().code,
        Code::PlanNotFound
    );
    assert_eq!(desk.problems(None).unwrap_err().code, Code::PlanNotFound);
    assert_eq!(
        desk.start_check(None, Box::new(|_| ()))
            .await
            .unwrap_err()
            .code,
        Code::PlanNotFound
    );
}
